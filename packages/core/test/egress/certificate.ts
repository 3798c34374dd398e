/** A certificate for `api.example.com` that nobody trusts outside these tests, and its key, which is no secret. */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBqDCCAU2gAwIBAgIUeNnrMAm2rEZyk4Il3a0YJanRVR8wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPYXBpLmV4YW1wbGUuY29tMCAXDTI2MTEyMTE0NDEzOFoYDzIx
MjYxMDI4MTQ0MTM4WjAaMRgwFgYDVQQDDA9hcGkuZXhhbXBsZS5jb20wWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQK7/7xD8q+PkIuG+seB2bkInYxjtgcMbOWxNpu
Xay/urbkYSjuYriX1FWFAkTbudmr9Pt7dfQDePkoEFAyGEO3o28wbTAdBgNVHQ4E
FgQU5kCUZgvxEXFF+Edn9ADnbm855GQwHwYDVR0jBBgwFoAU5kCUZgvxEXFF+Edn
9ADnbm855GQwDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgg9hcGkuZXhhbXBs
ZS5jb20wCgYIKoZIzj0EAwIDSQAwRgIhAIfuPba9azalGd3hOxU4il7nOANE2zU1
3EXiOspHPps/AiEAz9ukrymHbx8OiNohvjxDZHHS+U1Js/BW/EBqBhmqhfg=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgghd9aChB4/lIkXkj
I6rFkqNjnYfW1SlNYs31uGkcEO+hRANCAAQK7/7xD8q+PkIuG+seB2bkInYxjtgc
MbOWxNpuXay/urbkYSjuYriX1FWFAkTbudmr9Pt7dfQDePkoEFAyGEO3
-----END PRIVATE KEY-----`,
};
