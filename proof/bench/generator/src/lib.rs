//! What the generator's time is measured against.

use proc_macro2::TokenStream;
use pulldown_cmark::{Options, Parser};
use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::{File, Item};
use wechatpay_openapi_generator::output::Output;
use wechatpay_openapi_generator::source::Docs;

/// One pass over the same bytes with the extensions that the generator has. Gives the number of events.
pub fn markdown(docs: &Docs) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    docs.iter()
        .map(|(_, text)| Parser::new_ext(text, options).into_offset_iter().count())
        .sum()
}

/// The very items that the generator has prettyplease format, found again in what it wrote.
pub struct Items {
    tokens: Vec<TokenStream>,
    files: Vec<File>,
}

impl Items {
    pub fn of(output: &Output) -> Self {
        let mut items = Vec::new();
        for (path, text) in output.iter() {
            let generated = ["src/v2", "src/v3", "src/webhook"]
                .iter()
                .any(|folder| path.starts_with(folder));
            if generated && path.ends_with(".rs") {
                gather(
                    syn::parse_file(text).expect("what was written is Rust").items,
                    &mut items,
                );
            }
        }
        Self {
            tokens: items.iter().map(Item::to_token_stream).collect(),
            files: items
                .into_iter()
                .map(|item| File {
                    shebang: None,
                    frontmatter: None,
                    attrs: Vec::new(),
                    items: vec![item],
                })
                .collect(),
        }
    }

    /// syn alone: from tokens to trees.
    pub fn parse(&self) -> usize {
        self.tokens
            .iter()
            .filter(|tokens| syn::parse2::<Item>((*tokens).clone()).is_ok())
            .count()
    }

    /// prettyplease alone: from trees to text. Gives the number of bytes.
    pub fn format(&self) -> usize {
        self.files
            .iter()
            .map(|file| prettyplease::unparse(file).len())
            .sum()
    }
}

/// Structs, enumerations, impls and types, wherever they stand; `mod` and macro calls are written around them.
fn gather(from: Vec<Item>, items: &mut Vec<Item>) {
    for item in from {
        match item {
            Item::Mod(module) => gather(module.content.map(|(_, items)| items).unwrap_or_default(), items),
            Item::Macro(call) => gather(contents.parse2(call.mac.tokens).unwrap_or_default(), items),
            Item::Const(_) => {}
            Item::Use(one) if one.to_token_stream().to_string().contains("prelude") => {}
            other => items.push(other),
        }
    }
}

fn contents(input: syn::parse::ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}
