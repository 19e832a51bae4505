//! The fields of everything, so that nobody walks the model by hand.

use super::{Api, Body, Field, Notification, Operation, Response, Type, Version};

/// Fields and all fields below them, parents before what is inside.
pub fn deep<'f>(fields: impl IntoIterator<Item = &'f Field>) -> impl Iterator<Item = &'f Field> {
    let mut top = fields.into_iter();
    let mut waiting: Vec<&Field> = Vec::new();
    std::iter::from_fn(move || {
        let field = waiting.pop().or_else(|| top.next())?;
        waiting.extend(field.ty.fields().iter().rev());
        Some(field)
    })
}

impl Api {
    /// Every field of every operation and notification, at any depth.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        let operations = self.operations.iter().flat_map(Operation::fields);
        operations.chain(self.notifications.iter().flat_map(Notification::fields))
    }
}

impl Operation {
    /// What a caller can send, in this order: path, headers, query, body; not what is nested.
    pub fn request(&self) -> impl Iterator<Item = &Field> {
        let url = [&self.path_params, &self.headers, &self.query];
        url.into_iter().flatten().chain(self.body.fields())
    }

    /// Whether a caller can send anything besides the path's values.
    #[must_use]
    pub fn takes_request(&self) -> bool {
        !(self.headers.is_empty() && self.query.is_empty() && self.body.fields().is_empty())
    }

    /// Every field of request and answer, at any depth.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        deep(self.request().chain(self.response.fields()))
    }
}

impl Notification {
    /// Every field that is sent, and of what is answered, at any depth; once where the payload is the envelope.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        // The payload of v2 is its envelope, opened.
        let is_apart = self.version == Version::V3 && self.payload != self.envelope;
        let envelope = if is_apart { self.envelope.as_slice() } else { &[] };
        deep(envelope.iter().chain(&self.payload).chain(&self.ack))
    }
}

impl Body {
    /// Its top fields, to be changed.
    pub(crate) fn fields_mut(&mut self) -> &mut [Field] {
        match self {
            Self::None => &mut [],
            Self::Json(fields) | Self::Xml(fields) | Self::Multipart(fields) => fields,
        }
    }

    /// Its top fields.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::None => &[],
            Self::Json(fields) | Self::Xml(fields) | Self::Multipart(fields) => fields,
        }
    }
}

impl Response {
    /// Its top fields: of the object, or of the error that may come in a file's place.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Json(fields) | Self::Xml(fields) | Self::CsvOrXmlError(fields) => fields,
            Self::Empty(_) | Self::File | Self::Redirect => &[],
        }
    }
}

impl Type {
    /// The type, then what is in a list or in a string of JSON, down to what is neither.
    pub fn layers(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |ty| match ty {
            Self::List(inner) | Self::JsonString(inner) => Some(&**inner),
            _ => None,
        })
    }

    /// The fields right inside, through lists and strings of JSON.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Object(fields) | Self::UrlEncoded(fields) => fields,
            Self::List(inner) | Self::JsonString(inner) => inner.fields(),
            _ => &[],
        }
    }

    /// The type of a list's items, or the type itself.
    #[must_use]
    pub fn item(&self) -> &Self {
        if let Self::List(item) = self { item } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, ty: Type) -> Field {
        Field {
            name: name.to_owned(),
            ty,
            ..Field::default()
        }
    }

    #[test]
    fn fields_come_depth_first_through_every_wrapper() {
        let leaf = |name| field(name, Type::Text);
        let inner = Type::Object(vec![leaf("c"), leaf("d")]);
        let fields = [
            leaf("a"),
            field("b", Type::List(Box::new(Type::JsonString(Box::new(inner))))),
            field("e", Type::UrlEncoded(vec![leaf("f")])),
        ];
        let names: String = deep(&fields).map(|field| &*field.name).collect();
        assert_eq!(names, "abcdef");
        assert_eq!(fields[1].ty.layers().count(), 3);
        assert_eq!(
            fields[1].ty.item(),
            fields[1].ty.layers().nth(1).expect("a list has items")
        );
    }

    #[test]
    fn every_body_and_answer_shows_its_fields() {
        let of = |name| vec![field(name, Type::Text)];
        for (body, response, expected) in [
            (Body::None, Response::File, ""),
            (Body::None, Response::Redirect, ""),
            (Body::Json(of("b")), Response::Empty(204), "b"),
            (Body::Xml(of("b")), Response::Xml(of("x")), "bx"),
            (Body::Xml(of("b")), Response::Json(of("x")), "bx"),
            (Body::Multipart(of("b")), Response::CsvOrXmlError(of("x")), "bx"),
        ] {
            let names: String = deep(body.fields().iter().chain(response.fields()))
                .map(|field| &*field.name)
                .collect();
            assert_eq!(names, expected);
        }
    }
}
