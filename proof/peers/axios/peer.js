// wechatpay-axios-plugin as a peer of the tests: a line of JSON in, a line of JSON out.
'use strict';

const {
  Wechatpay, Rsa, Hash, Formatter, Transformer, Multipart, Aes: { AesGcm, AesCbc, AesEcb },
} = require('wechatpay-axios-plugin');
const { serve } = require('./lines');
const { opened, certificates } = require('./trust');

const privateKey = (pem) => Rsa.from(pem, Rsa.KEY_TYPE_PRIVATE);
const publicKey = (pem) => Rsa.from(pem, Rsa.KEY_TYPE_PUBLIC);

const client = ({
  base_url: baseURL, mchid, serial, private_key: key, platform, api_v2_key: secret,
}) => new Wechatpay({
  baseURL, mchid, serial, privateKey: key, certs: platform, secret,
});

const answer = ({ status, data }) => ({ status, data: data === undefined ? null : data });

/** Headers as Node has them. */
const lowered = (headers) => Object.fromEntries(
  Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
);

const sealed = (key, nonce, aad, text) => ({
  algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: aad, ciphertext: AesGcm.encrypt(text, key, nonce, aad),
});

const operations = {
  authorization: (i) => Formatter.authorization(
    i.mchid, i.nonce,
    Rsa.sign(Formatter.request(i.method, i.target, i.timestamp, i.nonce, i.body), privateKey(i.private_key)),
    i.timestamp, i.serial,
  ),
  verify_request: (i) => Rsa.verify(
    Formatter.request(i.method, i.target, i.timestamp, i.nonce, i.body), i.signature, publicKey(i.public_key),
  ),
  sign_response: (i) => Rsa.sign(Formatter.response(i.timestamp, i.nonce, i.body), privateKey(i.private_key)),
  sign_lines: (i) => Rsa.sign(Formatter.joinedByLineFeed(...i.lines), privateKey(i.private_key)),
  oaep_encrypt: (i) => Rsa.encrypt(i.text, publicKey(i.public_key)),
  oaep_decrypt: (i) => Rsa.decrypt(i.text, privateKey(i.private_key)),
  gcm_encrypt: (i) => AesGcm.encrypt(i.text, i.key, i.nonce, i.aad),
  gcm_decrypt: (i) => AesGcm.decrypt(i.text, i.key, i.nonce, i.aad),
  ecb_encrypt: (i) => AesEcb.encrypt(i.text, Hash.md5(i.key)),
  ecb_decrypt: (i) => AesEcb.decrypt(i.text, Hash.md5(i.key)),
  cbc_decrypt: (i) => AesCbc.decrypt(
    i.ciphertext_base64, Buffer.from(i.key_base64, 'base64'), Buffer.from(i.iv_base64, 'base64'),
  ),
  call: async (i) => answer(await client(i).client.v3.request({
    method: i.method, url: i.path, params: i.params, data: i.body === null ? undefined : i.body, headers: i.headers,
  })),
  upload: async (i) => {
    const content = Buffer.from(i.content, 'base64');
    const form = new Multipart.FormData();
    form.append('meta', JSON.stringify({ filename: i.filename, sha256: Hash.sha256(content) }), 'meta.json');
    form.append('file', content, i.filename);
    const data = i.stream ? form : form.getBuffer();
    return answer(await client(i).client.v3.request({
      method: 'post', url: i.path, data, meta: form.toJSON(), headers: form.getHeaders(),
    }));
  },
  /** Node's own parser of forms. */
  parse_form: async (i) => {
    const body = new Response(Buffer.from(i.body, 'base64'), { headers: { 'content-type': i.content_type } });
    const parts = [];
    for (const [name, value] of await body.formData()) {
      const file = typeof value === 'object';
      const content = file ? Buffer.from(await value.arrayBuffer()) : Buffer.from(value);
      parts.push({ name, filename: file ? value.name : null, content: content.toString('base64') });
    }
    return parts;
  },
  make_notification: (i) => {
    const resource = sealed(i.api_v3_key, i.nonce, i.aad, i.plaintext);
    const body = JSON.stringify({ ...i.envelope, resource: { ...resource, original_type: 'transaction' } });
    const signature = Rsa.sign(Formatter.response(i.timestamp, i.nonce, body), privateKey(i.private_key));
    return { body, signature };
  },
  read_notification: (i) => opened(lowered(i.headers), i.body, i.platform, i.api_v3_key),
  make_certificates: (i) => JSON.stringify({
    data: i.certificates.map(({ serial, pem, ...times }) => ({
      serial_no: serial, ...times, encrypt_certificate: sealed(i.api_v3_key, i.nonce, 'certificate', pem),
    })),
  }),
  fetch_certificates: (i) => certificates(client(i), i.api_v3_key),
  v2_call: async (i) => answer(await client(i).client.v2.request({ method: 'post', url: i.path, data: i.fields })),
  v2_read: (i) => {
    const fields = Transformer.toObject.call({}, i.xml);
    const type = fields.sign.length === 64 ? Hash.ALGO_HMAC_SHA256 : Hash.ALGO_MD5;
    return { fields, verified: Hash.equals(Hash.sign(type, fields, i.key), fields.sign) };
  },
  v2_write: (i) => Transformer.toXml.call({}, { ...i.fields, sign: Hash.sign(i.sign_type, i.fields, i.key) }),
};

serve(operations);
