// A shop on wechatpay-axios-plugin, set up as its README says, from the settings that the gateway writes to its `.env`.
'use strict';

const { createHash } = require('crypto');
const { readFileSync } = require('fs');
const { gunzipSync } = require('zlib');
const {
  Wechatpay, Rsa, Hash, Transformer, Multipart, Aes: { AesEcb },
} = require('wechatpay-axios-plugin');
const { listen } = require('./hook');
const { serve } = require('./lines');
const { opened, certificates } = require('./trust');

const {
  WECHATPAY_BASE_URL: baseURL, WECHATPAY_MCHID: mchid, WECHATPAY_SERIAL_NO: serial,
  WECHATPAY_PRIVATE_KEY: keyFile, WECHATPAY_CERTIFICATE: certificateFile,
  WECHATPAY_PUBLIC_KEY_ID: publicKeyId, WECHATPAY_PUBLIC_KEY: publicKeyFile,
  WECHATPAY_API_V3_KEY: apiV3Key, WECHATPAY_API_V2_KEY: secret,
} = process.env;

const appid = 'wxd678efh567hg6787';
const merchantPrivateKeyFilePath = `file://${keyFile}`;
const platformPublicKeyFilePath = `file://${publicKeyFile}`;

const client = (certs) => new Wechatpay({
  baseURL, mchid, serial, certs, secret,
  privateKey: merchantPrivateKeyFilePath,
  merchant: { cert: readFileSync(certificateFile), key: readFileSync(keyFile) },
});

let certs = { [publicKeyId]: platformPublicKeyFilePath };
let wxpay = client(certs);

/** Status and data of an answer, of WeChat Pay's errors as well; what the package refuses to believe is thrown. */
async function outcome(asked) {
  try {
    const { status, data } = await asked;
    return { status, data: data || undefined };
  } catch (error) {
    const { status, data } = error.response || {};
    if (!(status >= 400) && error.code !== 'EV2_RES_STATUS_CODE_NOT_SUCESS') { throw error; }
    return { status, data };
  }
}

/** A notification of v2: its `sign`, or a refund's encrypted content. */
function openedV2(xml) {
  const fields = Transformer.toObject.call({}, xml);
  if (fields.req_info) {
    return { ...fields, req_info: Transformer.toObject.call({}, AesEcb.decrypt(fields.req_info, Hash.md5(secret))) };
  }
  const type = fields.sign.length === 64 ? Hash.ALGO_HMAC_SHA256 : Hash.ALGO_MD5;
  if (!Hash.equals(Hash.sign(type, fields, secret), fields.sign)) { throw new Error('wrong sign'); }
  return fields;
}

function judged(headers, body) {
  if (body.startsWith('<')) {
    const reply = Transformer.toXml.call({}, { return_code: 'SUCCESS', return_msg: 'OK' });
    return { what: openedV2(body), reply };
  }
  const resource = JSON.parse(opened(headers, body, certs, apiV3Key));
  return { what: { event_type: JSON.parse(body).event_type, resource } };
}

const linesOf = (bill) => bill.toString().trim().split('\r\n');

const v3 = (hook) => ({
  order: (order) => outcome(wxpay.v3.pay.transactions.native.post({ appid, mchid, notify_url: hook.url, ...order })),
  query: ({ out_trade_no }) => outcome(
    wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get({ params: { mchid }, out_trade_no }),
  ),
  close: ({ out_trade_no }) => outcome(
    wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no }),
  ),
  refund: (refund) => outcome(wxpay.v3.refund.domestic.refunds.post({ notify_url: hook.url, ...refund })),
  refund_query: ({ out_refund_no }) => outcome(
    wxpay.v3.refund.domestic.refunds.$out_refund_no$.get({ out_refund_no }),
  ),
  bill: async (params) => {
    const { data } = await wxpay.v3.bill.tradebill.get({ params: { tar_type: 'GZIP', ...params } });
    const token = new URL(data.download_url).searchParams.get('token');
    const file = await wxpay.v3.billdownload.file.get({ params: { token }, responseType: 'arraybuffer' });
    const bill = gunzipSync(file.data);
    const isWhole = createHash('sha1').update(bill).digest('hex') === data.hash_value;
    return { is_whole: isWhole, lines: linesOf(bill) };
  },
  upload: ({ filename, content }) => {
    const form = new Multipart.FormData();
    const file = Buffer.from(content);
    form.append('meta', JSON.stringify({ filename, sha256: Hash.sha256(file) }), 'meta.json');
    form.append('file', file, filename);
    return outcome(wxpay.v3.merchant.media.upload.post(form.getBuffer(), {
      meta: form.toJSON(), headers: form.getHeaders(),
    }));
  },
  transfer: ({ user_name: name, ...transfer }) => outcome(wxpay.v3.fundApp.mchTransfer.transferBills.post({
    appid, notify_url: hook.url, ...transfer,
    user_name: Rsa.encrypt(name, Rsa.from(platformPublicKeyFilePath, Rsa.KEY_TYPE_PUBLIC)),
  }, { headers: { 'Wechatpay-Serial': publicKeyId } })),
  complaint: async ({ complaint_id }) => {
    const { data: { payer_phone: phone } } = await wxpay.v3.merchantService.complaintsV2.$complaint_id$.get({ complaint_id });
    return { payer_phone: Rsa.decrypt(phone, Rsa.from(merchantPrivateKeyFilePath, Rsa.KEY_TYPE_PRIVATE)) };
  },
  /** Its serial numbers; from now on the shop believes the platform certificates, and no public key. */
  certificates: async () => {
    certs = await certificates(client({ any: undefined }), apiV3Key);
    wxpay = client(certs);
    return Object.keys(certs);
  },
  /** An operation of which a shop has nothing of its own. */
  call: ({ method, path, params, body }) => outcome(wxpay.client.v3.request({ method, url: path, params, data: body })),
});

const merchant = { appid, mch_id: mchid };

const v2 = (hook) => ({
  v2_order: (order) => outcome(wxpay.v2.pay.unifiedorder.post({ ...merchant, notify_url: hook.url, ...order })),
  v2_query: (order) => outcome(wxpay.v2.pay.orderquery.post({ ...merchant, ...order })),
  v2_close: (order) => outcome(wxpay.v2.pay.closeorder.post({ ...merchant, ...order })),
  v2_refund: (refund) => outcome(
    wxpay.v2.secapi.pay.refund.post({ ...merchant, notify_url: hook.url, ...refund }, { security: true }),
  ),
  v2_refund_query: (refund) => outcome(wxpay.v2.pay.refundquery.post({ ...merchant, ...refund })),
  v2_redpack: (redpack) => outcome(
    wxpay.v2.mmpaymkttransfers.sendredpack.post({ wxappid: appid, mch_id: mchid, ...redpack }, { security: true }),
  ),
  v2_bill: async (asked) => {
    const { data } = await wxpay.v2.pay.downloadbill.post(
      { ...merchant, tar_type: 'GZIP', ...asked },
      { responseType: 'arraybuffer', transformResponse: [(bytes) => bytes] },
    );
    return { lines: linesOf(gunzipSync(data)) };
  },
});

listen(judged).then((hook) => serve({ ...v3(hook), ...v2(hook), told: () => hook.next() }));
