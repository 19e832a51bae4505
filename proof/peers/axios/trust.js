// What wechatpay-axios-plugin leaves to its user, with its own parts: whom to believe.
'use strict';

const {
  Rsa, Formatter, Decorator, Aes: { AesGcm },
} = require('wechatpay-axios-plugin');

/** What is in a notification of v3, by the order of checks that the package documents: time, key, signature, payload. */
function opened(headers, body, certs, apiV3Key) {
  const of = (name) => headers[`wechatpay-${name}`];
  if (Math.abs(Formatter.timestamp() - of('timestamp')) > 300) { throw new Error('too old'); }
  const key = certs[of('serial')];
  if (!key) { throw new Error('unknown serial'); }
  const message = Formatter.response(of('timestamp'), of('nonce'), body);
  if (!Rsa.verify(message, of('signature'), Rsa.from(key, Rsa.KEY_TYPE_PUBLIC))) { throw new Error('wrong signature'); }
  const { resource } = JSON.parse(body);
  return AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data);
}

/**
 * Downloads platform certificates and verifies the list by one of them: the package's command `wxpay crt` cannot, because
 * the client copies the keys before the list has filled them in.
 */
async function certificates(wxpay, apiV3Key) {
  const found = {};
  const inject = (body) => {
    JSON.parse(body).data.forEach(({ serial_no: serial, encrypt_certificate: sealed }) => {
      found[serial] = AesGcm.decrypt(sealed.ciphertext, apiV3Key, sealed.nonce, sealed.associated_data);
    });
    return body;
  };
  await wxpay.client.v3.get('/v3/certificates', {
    transformResponse: [inject, Decorator.responseVerifier(found), (data) => data],
  });
  return found;
}

module.exports = { opened, certificates };
