internal import COpenSSL

/// The SHA-256 digest of some bytes, in lower-case hexadecimal.
package func sha256(_ bytes: [UInt8]) -> String {
  var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
  _ = SHA256(bytes, bytes.count, &digest)
  let digits = Array("0123456789abcdef".utf8)
  return String(unsafeUninitializedCapacity: digest.count * 2) { buffer in
    for (index, byte) in digest.enumerated() {
      buffer[index * 2] = digits[Int(byte >> 4)]
      buffer[index * 2 + 1] = digits[Int(byte & 0xF)]
    }
    return digest.count * 2
  }
}
