//! Declarations that no operation needs: something is misspelt, or left over.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::scope::{NameMeaning, Scope};
use super::script::{Declaration, DeclarationKind, DeclaredMember, MemberKind, Script, TsType, TsTypeKind};

/// Declarations that nothing leads to.
pub(super) fn unused(script: &Script) -> Vec<&Declaration> {
    let mut walk = ReachWalk {
        script,
        seen: BTreeSet::new(),
        queue: Vec::new(),
    };
    for ty in &script.variables {
        walk.ty(ty, &Rc::default());
    }
    for (name, declaration) in &script.declarations {
        if is_wiring(declaration) && walk.seen.insert(name.clone()) {
            walk.queue.push(declaration);
        }
    }
    while let Some(declaration) = walk.queue.pop() {
        walk.declaration(declaration);
    }
    let seen = walk.seen;
    let unseen = script
        .declarations
        .iter()
        .filter(|(name, _)| !seen.contains(*name));
    unseen.map(|(_, declaration)| declaration).collect()
}

/// An interface of a path level: methods, and names of the levels below.
fn is_wiring(declaration: &Declaration) -> bool {
    let DeclarationKind::Interface { members, .. } = &declaration.kind else {
        return false;
    };
    members.iter().all(|member| match &member.kind {
        MemberKind::Method { .. } => true,
        MemberKind::Property { ty, .. } => {
            matches!(&ty.kind, TsTypeKind::Name(name, _) if name.len() > 1)
        }
        MemberKind::Other(_) => false,
    })
}

struct ReachWalk<'s> {
    script: &'s Script,
    seen: BTreeSet<String>,
    queue: Vec<&'s Declaration>,
}

impl<'s> ReachWalk<'s> {
    fn declaration(&mut self, declaration: &'s Declaration) {
        let scope = Scope::of(declaration, &[], &Rc::default());
        for (_, default) in &declaration.parameters {
            self.all(default, &scope);
        }
        match &declaration.kind {
            DeclarationKind::Interface { extends, members } => {
                self.all(extends, &scope);
                self.members(members, &scope);
            }
            DeclarationKind::Alias(ty) => self.ty(ty, &scope),
            DeclarationKind::Enum(_) => {}
        }
    }

    fn members(&mut self, members: &'s [DeclaredMember], scope: &Rc<Scope<'s>>) {
        for member in members {
            match &member.kind {
                MemberKind::Property { ty, .. } => self.ty(ty, scope),
                MemberKind::Method {
                    parameters, returns, ..
                } => {
                    self.all(parameters.iter().filter_map(|(_, ty)| ty.as_ref()), scope);
                    self.all(returns, scope);
                }
                MemberKind::Other(_) => {}
            }
        }
    }

    fn all(&mut self, types: impl IntoIterator<Item = &'s TsType>, scope: &Rc<Scope<'s>>) {
        types.into_iter().for_each(|ty| self.ty(ty, scope));
    }

    fn ty(&mut self, ty: &'s TsType, scope: &Rc<Scope<'s>>) {
        match &ty.kind {
            TsTypeKind::Name(name, arguments) => {
                self.all(arguments, scope);
                if let NameMeaning::Declared(declaration, _) = scope.find(self.script, name, &[])
                    && self.seen.insert(declaration.qualified())
                {
                    self.queue.push(declaration);
                }
            }
            TsTypeKind::Object(members) => self.members(members, scope),
            TsTypeKind::List(inner) | TsTypeKind::Index(inner, _) => self.ty(inner, scope),
            TsTypeKind::Tuple(types) | TsTypeKind::Union(types) | TsTypeKind::Intersection(types) => {
                self.all(types, scope);
            }
            _ => {}
        }
    }
}
