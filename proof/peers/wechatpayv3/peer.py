"""wechatpayv3 as a peer of the tests: a line of JSON in, a line of JSON out."""

import base64
import email
import json
import os
import tempfile
from unittest import mock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from wechatpayv3 import SignType, WeChatPay, WeChatPayType, utils
from wechatpayv3.type import RequestType

from lines import named, serve
from loopback import Loopback, at


def client(i):
    (key_id, key), = i.get("platform", {None: None}).items()
    if key and "CERTIFICATE" in key:
        key_id = key = None  # it fetches certificates by itself
    return at(i["base_url"], lambda: WeChatPay(
        wechatpay_type=WeChatPayType.JSAPI, mchid=i["mchid"], private_key=i["private_key"],
        cert_serial_no=i["serial"], appid="wx8888888888888888", apiv3_key=i["api_v3_key"],
        notify_url="https://merchant.example/notify", public_key=key, public_key_id=key_id, timeout=20))


def answered(answer):
    status, data = answer
    if isinstance(data, bytes):
        data = data.decode()
    return {"status": status, "data": json.loads(data) if data else None}


def private_key(pem):
    return utils.load_private_key(pem)


def public_key(pem):
    if "CERTIFICATE" in pem:
        return utils.load_certificate(pem).public_key()
    return utils.load_public_key(pem)


def authorization(i):
    with mock.patch("time.time", lambda: int(i["timestamp"])):
        return utils.build_authorization(
            i["target"], i["method"], i["mchid"], i["serial"], private_key(i["private_key"]),
            data=i["body"], nonce_str=i["nonce"])


def verify_request(i):
    # The package verifies three lines; a request's first two go as one.
    first = "%s\n%s\n%s" % (i["method"], i["target"], i["timestamp"])
    return utils.rsa_verify(first, i["nonce"], i["body"], i["signature"], public_key(i["public_key"]))


def sign_response(i):
    return utils.rsa_sign(private_key(i["private_key"]), "%s\n%s\n%s\n" % (i["timestamp"], i["nonce"], i["body"]))


def sign_lines(i):
    return client(i).sign(i["lines"])


def sign_payscore(i):
    return client(i).sign(i["fields"], SignType.HMAC_SHA256)


def gcm_decrypt(i):
    plain = utils.aes_decrypt(i["nonce"], i["text"], i["aad"], i["key"])
    if plain is None:
        raise ValueError("wrong tag")
    return plain


def gcm_encrypt(i):
    # The package only decrypts; the library under it encrypts.
    sealed = AESGCM(i["key"].encode()).encrypt(i["nonce"].encode(), i["text"].encode(), i["aad"].encode())
    return base64.b64encode(sealed).decode()


def sealed(key, nonce, aad, text):
    ciphertext = gcm_encrypt({"key": key, "nonce": nonce, "aad": aad, "text": text})
    return {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": aad, "ciphertext": ciphertext}


def call(i):
    core = client(i)._core
    return answered(core.request(i["path"], method=RequestType[i["method"]], data=i["body"], headers=i["headers"]))


def transfer(i):
    return answered(client(i).mch_transfer_bills(**i["arguments"]))


def upload(i):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, i["filename"])
        with open(path, "wb") as file:
            file.write(base64.b64decode(i["content"]))
        return answered(client(i).image_upload(path))


def parse_form(i):
    """Python's own parser of MIME."""
    head = "Content-Type: %s\r\n\r\n" % i["content_type"]
    message = email.message_from_bytes(head.encode() + base64.b64decode(i["body"]))
    if message.defects or not message.is_multipart():
        raise ValueError(str(message.defects))
    return [{
        "name": part.get_param("name", header="content-disposition"),
        "filename": part.get_filename(),
        "content": base64.b64encode(part.get_payload(decode=True)).decode(),
    } for part in message.get_payload()]


def make_notification(i):
    resource = sealed(i["api_v3_key"], i["nonce"], i["aad"], i["plaintext"])
    body = json.dumps({**i["envelope"], "resource": {**resource, "original_type": "transaction"}})
    return {"body": body, "signature": sign_response({**i, "body": body})}


def read_notification(i):
    found = client(i).callback(i["headers"], i["body"])
    if not found:
        raise ValueError("refused")
    return json.dumps(found["resource"])


def make_certificates(i):
    return json.dumps({"data": [{
        **{name: text for name, text in item.items() if name.endswith("_time")}, "serial_no": item["serial"],
        "encrypt_certificate": sealed(i["api_v3_key"], i["nonce"], "certificate", item["pem"]),
    } for item in i["certificates"]]})


def fetch_certificates(i):
    with tempfile.TemporaryDirectory() as folder:
        Loopback.base_url = i["base_url"]
        core = Loopback(i["mchid"], i["serial"], i["private_key"], i["api_v3_key"], cert_dir=folder)
        # It trusts what it decrypted; the answer's own signature is looked at by the next call.
        core.request("/v3/after-certificates")
        found = {}
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                found[name[:-len(".pem")]] = file.read()
        return found


OPERATIONS = named(
    authorization, verify_request, sign_response, sign_lines, sign_payscore, gcm_decrypt, gcm_encrypt, call, transfer,
    upload, parse_form, make_notification, read_notification, make_certificates, fetch_certificates)
OPERATIONS["oaep_encrypt"] = lambda i: utils.rsa_encrypt(i["text"], public_key(i["public_key"]))
OPERATIONS["oaep_decrypt"] = lambda i: utils.rsa_decrypt(i["text"], private_key(i["private_key"]))

serve(OPERATIONS)
