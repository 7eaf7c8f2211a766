/// One document to be read, and where its bytes are.
public struct InputDocument: Sendable {
  /// The path relative to its input folder, with `/`; for a document in an archive the name of the
  /// archive, `/` and its name there.
  public let document: String

  /// What manifests say about it; for a page out of a web archive at least its address.
  public let manifestEntry: ManifestEntry?

  /// The label of the encoding that the document was sent in; `nil` when nothing was said.
  package let charset: String?

  /// The file that the document is, or the archive that it lies in; `nil` for one in memory.
  package let path: FilePath?
  private let content: Content

  private enum Content {
    case file(FilePath)
    case bytes([UInt8])
    case unreadable(FileTrouble)
  }

  init(_ file: InputFile) {
    document = file.document
    manifestEntry = file.manifestEntry
    charset = nil
    path = file.path
    content = file.trouble.map { .unreadable(FileTrouble(reason: $0)) } ?? .file(file.path)
  }

  /// A document in memory.
  init(_ document: String, bytes: [UInt8], manifestEntry: ManifestEntry?) {
    self.document = document
    self.manifestEntry = manifestEntry
    charset = nil
    path = nil
    content = .bytes(bytes)
  }

  /// A document of which nothing can be read.
  fileprivate init(
    _ document: String,
    in path: FilePath,
    _ trouble: FileTrouble,
    _ entry: ManifestEntry? = nil
  ) {
    self.document = document
    self.path = path
    manifestEntry = entry
    charset = nil
    content = .unreadable(trouble)
  }

  fileprivate init(
    _ inner: ContainedDocument,
    in path: FilePath,
    named name: String,
    _ entry: ManifestEntry?
  ) {
    document = name
    self.path = path
    var entry = entry
    if entry?.url == nil, let url = inner.url {
      entry = entry ?? ManifestEntry()
      entry?.url = url
    }
    manifestEntry = entry
    charset = inner.charset
    switch inner.content {
    case .success(let bytes): content = .bytes(bytes)
    case .failure(let trouble): content = .unreadable(trouble)
    }
  }

  /// Reads the bytes, where they are not in memory yet.
  ///
  /// - Throws: `FileTrouble` when there are more of them than the limit, or they cannot be read.
  func contents(limit: Int) throws(FileTrouble) -> [UInt8] {
    switch content {
    case .file(let path):
      return try Gouji.contents(of: path, limit: limit)
    case .bytes(let bytes):
      guard bytes.count <= limit else { throw tooLarge(limit: limit) }
      return bytes
    case .unreadable(let trouble):
      throw trouble
    }
  }

  /// Whether the document is a file that can be read, and not a part of one.
  package var isFile: Bool {
    if case .file = content { true } else { false }
  }

  /// How many bytes the document has; 0 where that cannot be told before it is read.
  package var byteCount: Int {
    switch content {
    case .file(let path): Gouji.byteCount(of: path)
    case .bytes(let bytes): bytes.count
    case .unreadable: 0
    }
  }

  /// How much memory the document takes before it is read, in bytes.
  package var heldByteCount: Int {
    if case .bytes(let bytes) = content { bytes.count } else { 0 }
  }
}

/// Gives out the documents of input files in their order, those in archives one after the other, so
/// that no archive is ever in memory as a whole.
public struct InputDocuments: Sequence, IteratorProtocol {
  private let files: [InputFile]
  private var position = 0
  private let limits: InputLimits
  private var open: OpenContainer?

  /// What is said about an archive behind its documents, last first.
  private var remarks: [InputDocument] = []

  /// An archive whose documents are being given out.
  private struct OpenContainer {
    let file: InputFile
    var documents: any DocumentContainer
    var promised: [String: Manifest.Line]
    var given: Set<String> = []

    /// A name that no document of the archive has yet.
    mutating func uniqueName(_ name: String) -> String {
      var unique = name
      var number = 1
      while !given.insert(unique).inserted {
        number += 1
        unique = "\(name)#\(number)"
      }
      return file.document + "/" + unique
    }
  }

  public init(_ files: [InputFile], limits: InputLimits = InputLimits()) {
    self.files = files
    self.limits = limits
  }

  /// The next document where it is a file, which is there without waiting; `nil` for any other, and at
  /// the end.
  mutating func nextFile() -> InputDocument? {
    guard open == nil, remarks.isEmpty, position < files.count, files[position].container == nil
    else { return nil }
    position += 1
    return InputDocument(files[position - 1])
  }

  /// The next document, or what stands for an archive that cannot be read to its end.
  public mutating func next() -> InputDocument? {
    while true {
      if let remark = remarks.popLast() { return remark }
      if let document = nextContained() { return document }
      if !remarks.isEmpty { continue }
      guard position < files.count else { return nil }
      let file = files[position]
      position += 1
      guard let kind = file.container else { return InputDocument(file) }
      do {
        open = OpenContainer(
          file: file,
          documents: try documents(in: file, kind),
          promised: file.promised
        )
      } catch {
        return InputDocument(file.document, in: file.path, error, file.manifestEntry)
      }
    }
  }

  private func documents(
    in file: InputFile,
    _ kind: ContainerKind
  ) throws(FileTrouble) -> any DocumentContainer {
    switch kind {
    case .packedFolder:
      try PackedFolder(path: file.path, limits: limits, promised: Set(file.promised.keys))
    case .webArchive:
      try WebArchive(path: file.path, limits: limits)
    }
  }

  /// The next document of the open archive; closes the archive behind the last one.
  private mutating func nextContained() -> InputDocument? {
    guard let file = open?.file else { return nil }
    var trouble: FileTrouble?
    do {
      if let inner = try open?.documents.next() {
        let line = open?.promised.removeValue(forKey: inner.name)
        let name = open?.uniqueName(inner.name) ?? inner.name
        return InputDocument(
          inner,
          in: file.path,
          named: name,
          line?.entry ?? file.manifestEntry
        )
      }
    } catch {
      trouble = error
    }
    if trouble == nil, open?.given.isEmpty == true {
      trouble = FileTrouble(
        reason: Bilingual(zh: "压缩包中没有可读的文档", en: "no document in the archive")
      )
    }
    let absent = (open?.promised ?? [:]).sorted { $0.key < $1.key }
      .map { name, line in
        InputDocument(
          file.document + "/" + name,
          in: file.path,
          FileTrouble(reason: line.absence),
          line.entry
        )
      }
    open = nil
    remarks = absent.reversed()
    if let trouble {
      remarks.append(InputDocument(file.document, in: file.path, trouble, file.manifestEntry))
    }
    return nil
  }
}
