"""The snippets that the cases are put together from, by kind of defect."""

from .language import SNIPPETS as LANGUAGE
from .logic import SNIPPETS as LOGIC
from .security import SNIPPETS as SECURITY

SNIPPETS = LANGUAGE | SECURITY | LOGIC
