//! Fields that v2 draws with corners (└) in the description of the field above them.

use super::field::DescribedField;
use super::{name, types};
use crate::page::DEEPEST;

/// Fields that a description draws below its own: `└ goods_id String 必填 32 编号`.
pub(super) fn read(text: &str, above: &DescribedField) -> Vec<DescribedField> {
    let mut roots: Vec<DescribedField> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('└')) {
        let depth = line.chars().take_while(|&c| c == '└').count();
        let mut words = line.trim_start_matches(['└', ' ', '\u{a0}']).split_whitespace();
        let (Some(name), ty) = (
            words.next().and_then(name::read),
            words.next().unwrap_or_default(),
        ) else {
            continue;
        };
        let rest: Vec<&str> = words.collect();
        let field = DescribedField {
            name,
            ty: types::read(ty),
            text: rest.join(" "),
            term: rest.last().copied().unwrap_or_default().to_owned(),
            line: above.line,
            span: above.span.clone(),
            spans: above.spans.clone(),
            ..DescribedField::default()
        };
        let mut place = &mut roots;
        for _ in 1..depth.min(DEEPEST) {
            if place.is_empty() {
                break;
            }
            let last = place.len() - 1;
            place = &mut place[last].children;
        }
        place.push(field);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_are_nested() {
        let text = "列表\n└ lamps object[] 必填 灯\n└└ no String 必填 32 灯号\n└└ on bool 可选 亮否\n└ hue int 可选 色";
        let show =
            |field: &DescribedField| format!("{}:{}/{}", field.name, field.ty.name, field.children.len());
        let seen: Vec<String> = read(text, &DescribedField::default()).iter().map(show).collect();
        assert_eq!(seen, ["lamps:object[]/2", "hue:integer/0"]);
    }
}
