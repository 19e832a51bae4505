//! What is printed, in whatever form.

use wechatpay_openapi_generator::states::Compared;

/// Two states with their names, compared.
pub(crate) struct Reviewed {
    pub(crate) names: [String; 2],
    pub(crate) compared: Compared,
}
