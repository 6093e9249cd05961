"""The snippets that the cases are put together from, by kind of defect. Their order is part of the seed's draw."""

from .flow import SNIPPETS as FLOW
from .language import SNIPPETS as LANGUAGE
from .logic import SNIPPETS as LOGIC
from .security import SNIPPETS as SECURITY

SNIPPETS = LANGUAGE | FLOW | SECURITY | LOGIC
