internal import GoujiDecoding

/// A file that holds documents.
package enum ContainerKind: Hashable, Sendable {
  /// A Zip or tar archive.
  case packedFolder

  /// A WARC file.
  case webArchive

  /// - Returns: `nil` when a file of this name is no container.
  init?(fileName: [UInt8]) {
    if packedFolderTypes.contains(where: { ends(fileName, in: $0) }) {
      self = .packedFolder
    } else if ([".warc", ".warc.gz"] as [StaticString]).contains(where: { ends(fileName, in: $0) })
    {
      self = .webArchive
    } else {
      return nil
    }
  }
}

/// Whether a name has an extension, which is given in lower case, whatever the case of its letters.
private func ends(_ name: [UInt8], in type: StaticString) -> Bool {
  let type = UnsafeBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount)
  return name.count >= type.count
    && zip(name.suffix(type.count), type).allSatisfy { byte, expected in
      byte == expected || ((0x41...0x5A).contains(byte) && byte | 0x20 == expected)
    }
}

private let packedFolderTypes: [StaticString] = [
  ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst",
]

/// A document in a container.
struct ContainedDocument {
  /// Relative to the container, with `/`.
  let name: String
  let content: Result<[UInt8], FileTrouble>

  /// Where the page was found; `nil` when the container does not say.
  var url: String?

  /// The label of the encoding that the page was sent in; `nil` when nothing was said.
  var charset: String?
}

/// Gives out the documents in a file one after the other, in the order in which they lie there.
protocol DocumentContainer {
  /// - Returns: `nil` behind the last document.
  /// - Throws: `FileTrouble` when the file is broken from here on.
  mutating func next() throws(FileTrouble) -> ContainedDocument?
}

/// A Zip or tar archive.
struct PackedFolder: DocumentContainer {
  private let reader: ArchiveReader
  private let limits: InputLimits

  /// The names that are read whatever their extension says.
  private let promised: Set<String>
  private var number = 0

  init(path: FilePath, limits: InputLimits, promised: Set<String>) throws(FileTrouble) {
    reader = try ArchiveReader(path: path, limit: limits.archiveSize)
    self.limits = limits
    self.promised = promised
  }

  mutating func next() throws(FileTrouble) -> ContainedDocument? {
    while let entry = try reader.next() {
      number += 1
      guard entry.kind != .folder else { continue }
      let name = containedName(of: entry, number: number)
      guard promised.contains(name) || isRead(name) else { continue }
      do {
        try checkReadable(entry, name)
        let bytes = try reader.contents(limit: limits.documentSize)
        return ContainedDocument(name: name, content: .success(bytes))
      } catch {
        return ContainedDocument(name: name, content: .failure(error))
      }
    }
    return nil
  }

  /// Whether a document of this name would be read if it lay in a folder.
  private func isRead(_ name: String) -> Bool {
    let parts = name.split(separator: "/").map { Array($0.utf8) }
    guard let last = parts.last, !parts.contains(where: { $0.first == UInt8(ascii: ".") }) else {
      return false
    }
    return isDocumentName(last) || ContainerKind(fileName: last) != nil
  }

  private func checkReadable(_ entry: ArchiveEntry, _ name: String) throws(FileTrouble) {
    if entry.isEncrypted {
      throw FileTrouble(
        reason: Bilingual(zh: "已加密,请先解密", en: "encrypted: decrypt it first")
      )
    }
    switch entry.kind {
    case .file: break
    case .folder, .special: throw FileTrouble(reason: notAFile)
    case .link:
      throw FileTrouble(
        reason: Bilingual(
          zh: "压缩包中的链接,不予跟随",
          en: "a link in an archive, which is not followed"
        )
      )
    }
    if ContainerKind(fileName: Array(name.utf8)) != nil {
      throw FileTrouble(
        reason: Bilingual(
          zh: "压缩包中的压缩包,请先解开",
          en: "an archive inside an archive: unpack it first"
        )
      )
    }
    if let size = entry.size, size > limits.documentSize {
      throw tooLarge(limit: limits.documentSize)
    }
  }

  /// The manifests in an archive, each with the folder it lies in, folders above before those below.
  ///
  /// Of a broken archive it gives what stands before the break; reading the documents says so.
  static func manifests(
    in path: FilePath,
    limits: InputLimits
  ) -> [(folder: String, bytes: [UInt8])] {
    var manifests: [(folder: String, bytes: [UInt8])] = []
    do {
      let reader = try ArchiveReader(path: path, limit: limits.archiveSize)
      var number = 0
      while let entry = try reader.next() {
        number += 1
        var parts = containedName(of: entry, number: number).split(separator: "/")
        guard entry.kind == .file, parts.popLast().map(String.init) == Manifest.fileName else {
          continue
        }
        let bytes = try reader.contents(limit: limits.documentSize)
        manifests.append((parts.joined(separator: "/"), bytes))
      }
    } catch {}
    return manifests.sorted {
      ($0.folder.utf8.count, $0.folder) < ($1.folder.utf8.count, $1.folder)
    }
  }
}

/// The name that an entry of an archive goes by: relative, without a way out of the archive.
private func containedName(of entry: ArchiveEntry, number: Int) -> String {
  guard let stored = entry.name else { return "#\(number)" }
  // Chinese versions of Windows write names in GBK and do not say so.
  let name = decodeName(stored) ?? FilePath(bytes: stored).description
  let safe = confined(name.replacing("\\", with: "/"))
  return safe.isEmpty ? "#\(number)" : safe
}

/// A relative path whose parts lead nowhere but down.
private func confined(_ path: String) -> String {
  path.split(separator: "/").filter { $0 != "." }
    .map { $0 == ".." ? "%2E%2E" : String($0) }
    .joined(separator: "/")
}

/// A WARC file.
struct WebArchive: DocumentContainer {
  private var reader: WebArchiveReader
  private let limits: InputLimits

  init(path: FilePath, limits: InputLimits) throws(FileTrouble) {
    reader = try WebArchiveReader(path: path, limits: limits)
    self.limits = limits
  }

  mutating func next() throws(FileTrouble) -> ContainedDocument? {
    while let record = try reader.next() {
      if let document = document(in: record) { return document }
    }
    return nil
  }

  /// - Returns: `nil` for what is no page or text, and for the answer that a page lies elsewhere.
  private func document(in record: WebArchiveRecord) -> ContainedDocument? {
    // Older programs put angle brackets around the address.
    let url = record.fields["warc-target-uri"].map {
      String($0.drop { $0 == "<" }.prefix { $0 != ">" })
    }
    let name = url.flatMap { $0.isEmpty ? nil : confinedAddress($0) } ?? "#\(record.number)"
    func document(_ content: Result<[UInt8], FileTrouble>, _ type: ContentType) -> ContainedDocument
    {
      ContainedDocument(name: name, content: content, url: url, charset: type.charset)
    }

    guard let response = HTTPResponse(record.block) else {
      let type = ContentType(record.fields["content-type"] ?? "")
      guard type.isDocument else { return nil }
      let limit = limits.documentSize
      let isTooLarge = record.isCut || record.block.count > limit
      return document(isTooLarge ? .failure(tooLarge(limit: limit)) : .success(record.block), type)
    }
    let type = ContentType(response.fields["content-type"] ?? "")
    guard type.isDocument, !(300..<400).contains(response.status) else { return nil }
    do {
      return document(.success(try content(of: response, isCut: record.isCut)), type)
    } catch {
      return document(.failure(error), type)
    }
  }

  private func content(of response: HTTPResponse, isCut: Bool) throws(FileTrouble) -> [UInt8] {
    guard (200..<300).contains(response.status) else {
      throw FileTrouble(
        reason: Bilingual(
          zh: "服务器的回答是 \(response.status)",
          en: "the server answered with status \(response.status)"
        )
      )
    }
    guard !isCut else { throw tooLarge(limit: limits.documentSize) }
    return try response.content(limit: limits.documentSize)
  }

  /// An address as part of a name: as it is, but for parts that would lead out of the archive.
  private func confinedAddress(_ url: String) -> String {
    url.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0 == ".." ? "%2E%2E" : String($0) }
      .joined(separator: "/")
  }
}
