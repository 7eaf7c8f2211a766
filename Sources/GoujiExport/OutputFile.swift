internal import Glibc

/// A file under a temporary name, which becomes the file of its own name or nothing at all.
final class UnfinishedFile {
  let temporaryPath: String
  let finalPath: String
  private var isRenamed = false

  init(folder: String, name: String) {
    // The number of the process keeps two runs into one folder from writing into one file.
    temporaryPath = "\(folder)/.\(name).\(getpid()).unfinished"
    finalPath = "\(folder)/\(name)"
  }

  deinit {
    if !isRenamed { unlink(temporaryPath) }
  }

  func rename() throws(ExportError) {
    guard Glibc.rename(temporaryPath, finalPath) == 0 else { throw failure(errno) }
    isRenamed = true
  }

  func failure(_ code: Int32) -> ExportError {
    ExportError(path: finalPath, code: code)
  }
}

/// Bytes on their way into a file.
final class OutputFile {
  /// How much is collected before it is written, in bytes.
  private static let chunkSize = 1 << 18

  let file: UnfinishedFile
  private var descriptor: Int32
  private var buffer: [UInt8] = []

  init(folder: String, name: String) throws(ExportError) {
    file = UnfinishedFile(folder: folder, name: name)
    descriptor = open(file.temporaryPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw file.failure(errno) }
    buffer.reserveCapacity(OutputFile.chunkSize + OutputFile.chunkSize / 4)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func append(_ bytes: [UInt8]) throws(ExportError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= OutputFile.chunkSize { try flush() }
  }

  func finish() throws(ExportError) {
    try flush()
    let status = close(descriptor)
    descriptor = -1
    guard status == 0 else { throw file.failure(errno) }
  }

  private func flush() throws(ExportError) {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw file.failure(errno)
      }
      written += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Creates a folder and those above it.
package func createFolder(_ path: String) throws(ExportError) {
  var status = stat()
  if stat(path, &status) == 0 {
    guard status.st_mode & S_IFMT == S_IFDIR else { throw ExportError(path: path, code: ENOTDIR) }
    return
  }
  if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
    try createFolder(String(path[..<slash]))
  }
  guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
    throw ExportError(path: path, code: errno)
  }
}
