#!/bin/sh
# Makes the certificates of this folder anew, with OpenSSL 3: an authority, a
# server on loopback, two merchants, and one merchant's files as PKCS#12.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

sign() { # name, subject, extensions
    openssl req -new -newkey rsa:2048 -nodes -keyout "$work/$1.key" -out "$work/$1.csr" -subj "$2"
    printf '%s\n' "$3" >"$work/$1.ext"
    openssl ca -batch -notext -config "$work/ca.cnf" -extfile "$work/$1.ext" \
        -in "$work/$1.csr" -out "$work/$1.pem" ${4:-}
    openssl x509 -in "$work/$1.pem" -outform der -out "$1.cert.der"
    [ "$1" = authority ] || openssl pkcs8 -topk8 -nocrypt -in "$work/$1.key" -outform der -out "$1.key.der"
}

cat >"$work/ca.cnf" <<EOF
[ca]
default_ca = this
[this]
database = $work/index
serial = $work/serial
new_certs_dir = $work
certificate = $work/authority.pem
private_key = $work/authority.key
default_md = sha256
default_startdate = 20200101000000Z
default_enddate = 21200101000000Z
policy = any
[any]
commonName = supplied
organizationName = optional
EOF
: >"$work/index"
echo 5A0000000000000000000000000000000000CA00 >"$work/serial"
sign authority "/CN=Loopback authority" "basicConstraints = critical, CA:true" -selfsign
sign server "/CN=localhost" "subjectAltName = DNS:localhost, IP:127.0.0.1"
sign merchant "/O=Tests/CN=1900000001" "extendedKeyUsage = clientAuth"
sign other "/O=Tests/CN=1900000002" "extendedKeyUsage = clientAuth"

pkcs12() {
    openssl pkcs12 -export -inkey "$work/merchant.key" -in "$work/merchant.pem" \
        -name "Tenpay Certificate" -passout pass:1900000001 "$@"
}
# RC2 and 3DES, as the merchant site hands them out; then AES-256.
pkcs12 -legacy -certfile "$work/authority.pem" -out legacy.p12
pkcs12 -out modern.p12
