//! Which declaration a name means.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::script::{Declaration, Script, TsType};

/// Where a type is written: its namespaces, and what the type parameters there stand for.
#[derive(Debug, Default)]
pub(super) struct Scope<'s> {
    namespace: &'s [String],
    bound: BTreeMap<&'s str, (&'s TsType, Rc<Scope<'s>>)>,
}

/// What a name means.
pub(super) enum NameMeaning<'s> {
    /// A declaration of the script, and the scope of what it says.
    Declared(&'s Declaration, Rc<Scope<'s>>),
    /// A type parameter: the type that it stands for.
    Bound(&'s TsType, Rc<Scope<'s>>),
    /// Nothing that the script declares.
    Foreign,
}

impl<'s> Scope<'s> {
    /// The scope of a declaration, its type parameters bound to `arguments` or their defaults.
    pub(super) fn of(declaration: &'s Declaration, arguments: &'s [TsType], outer: &Rc<Self>) -> Rc<Self> {
        let mut scope = Self {
            namespace: &declaration.namespace,
            bound: BTreeMap::new(),
        };
        let bare = Rc::new(Self {
            namespace: &declaration.namespace,
            bound: BTreeMap::new(),
        });
        for (at, (name, default)) in declaration.parameters.iter().enumerate() {
            let ty = match (arguments.get(at), default) {
                (Some(argument), _) => (argument, Rc::clone(outer)),
                (None, Some(default)) => (default, Rc::clone(&bare)),
                (None, None) => continue,
            };
            scope.bound.insert(name, ty);
        }
        Rc::new(scope)
    }

    /// Looks a dotted name up, from the innermost namespace outwards.
    pub(super) fn find(
        self: &Rc<Self>,
        script: &'s Script,
        name: &[String],
        arguments: &'s [TsType],
    ) -> NameMeaning<'s> {
        if let [single] = name
            && let Some((ty, scope)) = self.bound.get(single.as_str())
        {
            return NameMeaning::Bound(ty, Rc::clone(scope));
        }
        let name = name.join(".");
        for length in (0..=self.namespace.len()).rev() {
            let outer = self.namespace[..length].iter();
            let qualified = outer.map(|part| format!("{part}.")).collect::<String>() + &name;
            if let Some(declaration) = script.declarations.get(&qualified) {
                return NameMeaning::Declared(declaration, Self::of(declaration, arguments, self));
            }
        }
        NameMeaning::Foreign
    }
}

impl Declaration {
    /// `WeChatPay.OpenAPI.V3.Pay`
    pub(super) fn qualified(&self) -> String {
        let mut parts = self.namespace.clone();
        parts.push(self.name.clone());
        parts.join(".")
    }
}
