//! QR codes as SVG.

use qrcode::render::svg;
use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};

/// The code of this text, black on white whatever the page's colours are: scanners want that.
pub(super) fn svg(text: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let mut drawing = code.render::<svg::Color<'_>>();
    Ok(drawing.min_dimensions(200, 200).build())
}
