//! Interface types as plain data, so that what a component offers can be compared with what is wanted and every
//! difference named by its place.

use std::fmt;

use wasmtime::component::types::{ComponentFunc, Type};

/// An interface type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A type without parts, by its WIT name; also anything that this interface never uses, by a description.
    Plain(&'static str),
    List(Box<Shape>),
    Option(Box<Shape>),
    Result(Option<Box<Shape>>, Option<Box<Shape>>),
    Tuple(Vec<Shape>),
    Record(Vec<(String, Shape)>),
    Variant(Vec<(String, Option<Shape>)>),
    Enum(Vec<String>),
}

/// A function's parameters and result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) parameters: Vec<(String, Shape)>,
    pub(super) result: Option<Shape>,
}

/// One difference between two types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// The place, such as `parameter task: field input`.
    pub(super) at: String,
    pub(super) wanted: String,
    pub(super) offered: String,
}

impl Shape {
    pub(super) fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    pub(super) fn option(some: Self) -> Self {
        Self::Option(Box::new(some))
    }

    pub(super) fn result(ok: Self, err: Self) -> Self {
        Self::Result(Some(Box::new(ok)), Some(Box::new(err)))
    }

    pub(super) fn record<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Record(fields.map(|(name, shape)| (name.to_owned(), shape)).into())
    }

    pub(super) fn variant<const N: usize>(cases: [(&str, Option<Self>); N]) -> Self {
        Self::Variant(cases.map(|(name, shape)| (name.to_owned(), shape)).into())
    }

    fn of(ty: &Type) -> Self {
        let boxed = |ty: Option<Type>| ty.map(|ty| Box::new(Self::of(&ty)));
        match ty {
            Type::Bool => Self::Plain("bool"),
            Type::S8 => Self::Plain("s8"),
            Type::U8 => Self::Plain("u8"),
            Type::S16 => Self::Plain("s16"),
            Type::U16 => Self::Plain("u16"),
            Type::S32 => Self::Plain("s32"),
            Type::U32 => Self::Plain("u32"),
            Type::S64 => Self::Plain("s64"),
            Type::U64 => Self::Plain("u64"),
            Type::Float32 => Self::Plain("f32"),
            Type::Float64 => Self::Plain("f64"),
            Type::Char => Self::Plain("char"),
            Type::String => Self::Plain("string"),
            Type::List(list) => Self::list(Self::of(&list.ty())),
            Type::Option(option) => Self::option(Self::of(&option.ty())),
            Type::Result(result) => Self::Result(boxed(result.ok()), boxed(result.err())),
            Type::Tuple(tuple) => Self::Tuple(tuple.types().map(|ty| Self::of(&ty)).collect()),
            Type::Record(record) => {
                Self::Record(record.fields().map(|field| (field.name.to_owned(), Self::of(&field.ty))).collect())
            }
            Type::Variant(variant) => {
                let case = |case: wasmtime::component::types::Case<'_>| {
                    (case.name.to_owned(), case.ty.map(|ty| Self::of(&ty)))
                };
                Self::Variant(variant.cases().map(case).collect())
            }
            Type::Enum(names) => Self::Enum(names.names().map(str::to_owned).collect()),
            Type::Own(_) | Type::Borrow(_) => Self::Plain("a resource"),
            Type::Flags(_) => Self::Plain("flags"),
            Type::Map(_) => Self::Plain("a map"),
            Type::FixedLengthList(_) => Self::Plain("a list of fixed length"),
            Type::Future(_) => Self::Plain("a future"),
            Type::Stream(_) => Self::Plain("a stream"),
            Type::ErrorContext => Self::Plain("an error-context"),
        }
    }

    /// Adds every difference between `self`, which is wanted, and what is offered.
    fn compare(&self, offered: &Self, at: &str, found: &mut Vec<Difference>) {
        let inside = |what: &str| if at.is_empty() { what.to_owned() } else { format!("{at}: {what}") };
        match (self, offered) {
            (Self::List(wanted), Self::List(offered)) => wanted.compare(offered, &inside("element"), found),
            (Self::Option(wanted), Self::Option(offered)) => wanted.compare(offered, &inside("value"), found),
            (Self::Result(Some(ok), Some(err)), Self::Result(Some(offered_ok), Some(offered_err))) => {
                ok.compare(offered_ok, &inside("ok"), found);
                err.compare(offered_err, &inside("err"), found);
            }
            (Self::Record(wanted), Self::Record(offered)) if same_names(wanted, offered) => {
                for ((name, wanted), (_, offered)) in wanted.iter().zip(offered) {
                    wanted.compare(offered, &inside(&format!("field {name}")), found);
                }
            }
            _ if self == offered => {}
            _ => found.push(Difference { at: at.to_owned(), wanted: self.to_string(), offered: offered.to_string() }),
        }
    }
}

fn same_names<T>(one: &[(String, T)], other: &[(String, T)]) -> bool {
    one.iter().map(|(name, _)| name).eq(other.iter().map(|(name, _)| name))
}

impl Signature {
    pub(super) fn new<const N: usize>(parameters: [(&str, Shape); N], result: Option<Shape>) -> Self {
        Self { parameters: parameters.map(|(name, shape)| (name.to_owned(), shape)).into(), result }
    }

    pub(super) fn of(func: &ComponentFunc) -> Self {
        let parameters = func.params().map(|(name, ty)| (name.to_owned(), Shape::of(&ty))).collect();
        Self { parameters, result: func.results().next().map(|ty| Shape::of(&ty)) }
    }

    /// Every difference between `self`, which is wanted, and what is offered.
    pub(super) fn differences(&self, offered: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        if same_names(&self.parameters, &offered.parameters) {
            for ((name, wanted), (_, offered)) in self.parameters.iter().zip(&offered.parameters) {
                wanted.compare(offered, &format!("parameter {name}"), &mut found);
            }
        } else {
            let names = |signature: &Self| Named("(", &signature.parameters, ")").to_string();
            found.push(Difference { at: "parameters".into(), wanted: names(self), offered: names(offered) });
        }
        match (&self.result, &offered.result) {
            (Some(wanted), Some(offered)) => wanted.compare(offered, "result", &mut found),
            (None, None) => {}
            (wanted, offered) => {
                let text = |shape: &Option<Shape>| shape.as_ref().map_or("nothing".into(), Shape::to_string);
                found.push(Difference { at: "result".into(), wanted: text(wanted), offered: text(offered) });
            }
        }
        found
    }
}

/// `(name: type, …)` in the given brackets.
struct Named<'a>(&'a str, &'a [(String, Shape)], &'a str);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        for (at, (name, shape)) in self.1.iter().enumerate() {
            write!(f, "{}{name}: {shape}", if at == 0 { "" } else { ", " })?;
        }
        f.write_str(self.2)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "func{}", Named("(", &self.parameters, ")"))?;
        match &self.result {
            Some(result) => write!(f, " -> {result}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |shape: &Option<Box<Shape>>| shape.as_ref().map_or("_".into(), |shape| shape.to_string());
        match self {
            Self::Plain(name) => f.write_str(name),
            Self::List(element) => write!(f, "list<{element}>"),
            Self::Option(some) => write!(f, "option<{some}>"),
            Self::Result(ok, err) => write!(f, "result<{}, {}>", or_none(ok), or_none(err)),
            Self::Tuple(parts) => {
                write!(f, "tuple<{}>", parts.iter().map(Shape::to_string).collect::<Vec<_>>().join(", "))
            }
            Self::Record(fields) => write!(f, "{}", Named("record { ", fields, " }")),
            Self::Variant(cases) => {
                let case = |(name, shape): &(String, Option<Shape>)| match shape {
                    Some(shape) => format!("{name}({shape})"),
                    None => name.clone(),
                };
                write!(f, "variant {{ {} }}", cases.iter().map(case).collect::<Vec<_>>().join(", "))
            }
            Self::Enum(names) => write!(f, "enum {{ {} }}", names.join(", ")),
        }
    }
}
