"""A shop on wechatpayv3, set up as its README says, from the settings that the gateway writes to its `.env`."""

import gzip
import hashlib
import json
import os
import tempfile

from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.type import RequestType

from hook import Hook
from lines import named, serve
from loopback import at


def env(name):
    return os.environ["WECHATPAY_" + name]


def text_of(name):
    with open(env(name), encoding="utf-8") as file:
        return file.read()


def client(**trust):
    return at(env("BASE_URL"), lambda: WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE, mchid=env("MCHID"), private_key=text_of("PRIVATE_KEY"),
        cert_serial_no=env("SERIAL_NO"), apiv3_key=env("API_V3_KEY"), appid="wxd678efh567hg6787",
        notify_url=hook.url, timeout=(10, 30), **trust))


def judged(headers, body):
    told = wxpay.callback(headers, body)
    if not told:
        raise ValueError("refused by the SDK")
    return {"event_type": told["event_type"], "resource": told["resource"]}


hook = Hook(judged)
wxpay = client(public_key=text_of("PUBLIC_KEY"), public_key_id=env("PUBLIC_KEY_ID"))


def read(message):
    """A page of a server in front is no JSON."""
    try:
        return json.loads(message)
    except ValueError:
        return message.decode()


def outcome(answer):
    status, message = answer
    return {"status": status, "data": read(message)} if message else {"status": status}


def order(i):
    return outcome(wxpay.pay(pay_type=WeChatPayType.NATIVE, **i))


def query(i):
    return outcome(wxpay.query(**i))


def close(i):
    return outcome(wxpay.close(**i))


def refund(i):
    return outcome(wxpay.refund(**i))


def refund_query(i):
    return outcome(wxpay.query_refund(**i))


def bill(i):
    announced = outcome(wxpay.trade_bill(**i))["data"]
    _, packed = wxpay.download_bill(announced["download_url"])
    content = gzip.decompress(packed)
    is_whole = hashlib.sha1(content).hexdigest() == announced["hash_value"]
    return {"is_whole": is_whole, "lines": content.decode().strip().split("\r\n")}


def upload(i):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, i["filename"])
        with open(path, "w", encoding="utf-8") as file:
            file.write(i["content"])
        return outcome(wxpay.image_upload(path))


def transfer(i):
    return outcome(wxpay.mch_transfer_bills(**i))


def complaint(i):
    found = outcome(wxpay.complaint_detail_query(**i))["data"]
    return {"payer_phone": wxpay.decrypt(found["payer_phone"])}


def certificates(_):
    """Their serial numbers; from now on the shop believes the platform certificates, and no public key."""
    global wxpay
    wxpay = client()
    return ["%040X" % certificate.serial_number for certificate in wxpay._core._certificates]


def call(i):
    """An operation of which a shop has nothing of its own."""
    return outcome(wxpay._core.request(i["path"], method=RequestType[i["method"]], data=i.get("body")))


def told(_):
    return hook.next()


serve(named(order, query, close, refund, refund_query, bill, upload, transfer, complaint, certificates, call, told))
