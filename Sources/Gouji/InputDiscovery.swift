/// An input that makes the whole run pointless, named by file and line.
public struct InputError: Error, Hashable, Sendable {
  public let code: Code
  public let message: Bilingual

  public enum Code: String, Hashable, Sendable {
    case noSuchFile = "no_such_file"
    case notAFile = "not_a_file"
    case noDocument = "no_document"
    case badManifest = "bad_manifest"
    case badConfiguration = "bad_configuration"
    case notReadable = "not_readable"
    case badJudgements = "bad_judgements"
  }

  static func noSuchFile(_ input: String) -> InputError {
    InputError(
      code: .noSuchFile,
      message: Bilingual(
        zh: "找不到“\(input)”:请检查路径是否正确",
        en: "cannot find '\(input)': check the path"
      )
    )
  }

  static func manifest(_ path: FilePath, line: Int, _ problem: Bilingual) -> InputError {
    InputError(
      code: .badManifest,
      message: Bilingual(
        zh: "\(path):\(line):\(problem.zh)",
        en: "\(path):\(line): \(problem.en)"
      )
    )
  }
}

/// Finds the files to read below files and folders, each file once, in the order of the inputs and
/// below a folder in the order of the names' bytes.
///
/// Hidden files are left out, and in folders also what is certainly no document, such as `.csv` or
/// `.png`. Links are followed; a folder that was entered is not entered again, so loops end. What
/// cannot be opened is in the result all the same, so that it gets listed.
///
/// Where two inputs hold a document of the same name, both names get the name of their input before
/// them (`2019/a.html`, `2020/a.html`), or the whole path as given where even these are equal.
///
/// - Parameters:
///   - inputs: Files and folders as the user wrote them.
///   - output: A folder that is not read, even when it lies inside an input.
///   - limits: What is taken on when manifests are looked for in archives.
/// - Returns: At least one file.
/// - Throws: ``InputError`` for an input that does not exist, a manifest that makes no sense, or
///   when there is no document at all.
public func discoverInputs(
  _ inputs: [String],
  excluding output: String? = nil,
  limits: InputLimits = InputLimits()
) throws(InputError) -> [InputFile] {
  var found: [InputFile] = []
  var inputOf: [Int] = []
  for (number, input) in inputs.enumerated() {
    let path = FilePath(input)
    switch kind(of: path) {
    case .missing:
      throw .noSuchFile(input)
    case .folder:
      var walk = FolderWalk(excluding: output.flatMap { resolved(FilePath($0)) }, limits: limits)
      try walk.enter(path, name: [], entries: [:])
      if found.isEmpty { found = walk.files } else { found += walk.files }
    case .file, .special, .inaccessible:
      var file = InputFile(document: "\(FilePath(bytes: path.name))", path: path)
      try file.addManifests(limits)
      found.append(file)
    }
    inputOf += repeatElement(number, count: found.count - inputOf.count)
  }
  if inputs.count > 1 {
    var seen = SeenFiles()
    let isNew = found.map { seen.insert($0.path) }
    found = zip(found, isNew).filter(\.1).map(\.0)
    inputOf = zip(inputOf, isNew).filter(\.1).map(\.0)
  }
  guard !found.isEmpty else {
    let names = inputs.joined(separator: " ")
    throw InputError(
      code: .noDocument,
      message: Bilingual(
        zh: "“\(names)”中没有可读的文档(.html、.htm、.txt、.md 等)",
        en: "no document (.html, .htm, .txt, .md …) in '\(names)'"
      )
    )
  }
  distinguish(&found, of: inputs.count) { inputs[inputOf[$0]] }
  return found
}

/// The one document that a path leads to, be it in an archive.
///
/// A path goes on behind the name of an archive, as in `2021.zip/a/report.html`; where an archive holds
/// one document, its own name will do. No manifest is asked about the document.
///
/// - Throws: ``InputError`` when there is none, or a folder.
public func singleInput(
  _ input: String,
  limits: InputLimits = InputLimits()
) throws(InputError) -> InputDocument {
  let path = FilePath(input)
  switch kind(of: path) {
  case .missing:
    guard let (container, name) = containerAndName(path) else { throw .noSuchFile(input) }
    var documents = InputDocuments([container], limits: limits)
    while let document = documents.next() {
      if document.document == container.document + "/" + name { return document }
    }
    throw .noSuchFile(input)
  case .folder:
    throw InputError(
      code: .notAFile,
      message: Bilingual(
        zh: "“\(input)”是文件夹:请给出其中一份文件",
        en: "'\(input)' is a folder: name one file in it"
      )
    )
  case .file, .special, .inaccessible:
    let file = InputFile(document: "\(FilePath(bytes: path.name))", path: path)
    var documents = InputDocuments([file], limits: limits)
    guard let document = documents.next() else { throw .noSuchFile(input) }
    if documents.next() != nil {
      throw InputError(
        code: .notAFile,
        message: Bilingual(
          zh: "“\(input)”中有多份文档:请给出其中一份,如“\(input)/名称”",
          en: "'\(input)' holds several documents: name one, as in '\(input)/NAME'"
        )
      )
    }
    return document
  }
}

/// The container that a path leads into, and the name of the document there.
private func containerAndName(_ path: FilePath) -> (InputFile, String)? {
  for slash in path.bytes.indices where path.bytes[slash] == UInt8(ascii: "/") {
    let file = FilePath(bytes: Array(path.bytes[..<slash]))
    let name = Array(path.bytes[(slash + 1)...])
    guard !name.isEmpty, ContainerKind(fileName: file.name) != nil, case .file = kind(of: file)
    else {
      continue
    }
    return (
      InputFile(document: "\(FilePath(bytes: file.name))", path: file),
      "\(FilePath(bytes: name))"
    )
  }
  return nil
}

extension InputFile {
  /// Takes over what the manifests in the container say about its documents.
  fileprivate mutating func addManifests(_ limits: InputLimits) throws(InputError) {
    guard container == .packedFolder else { return }
    for (folder, bytes) in PackedFolder.manifests(in: path, limits: limits) {
      let name = (folder.isEmpty ? "" : folder + "/") + Manifest.fileName
      let manifest = try Manifest(bytes, path: path.appending(Array(name.utf8)))
      for line in manifest.lines {
        promised[folder.isEmpty ? line.document : folder + "/" + line.document] = line
      }
    }
  }
}

/// Gives documents of one name names that differ; the input of each file is asked for by its position.
private func distinguish(_ files: inout [InputFile], of inputs: Int, input: (Int) -> String) {
  func rename(_ newName: (InputFile, Int) -> String?) {
    var positions: [String: Int] = [:]
    positions.reserveCapacity(files.count)
    var repeated: Set<Int> = []
    for (position, file) in files.enumerated() {
      if let first = positions[file.document] {
        repeated.formUnion([first, position])
      } else {
        positions[file.document] = position
      }
    }
    for position in repeated {
      if let name = newName(files[position], position) { files[position].document = name }
    }
  }

  // Within one folder, only names that had to be written in other words can meet.
  let percent = UInt8(ascii: "%")
  guard inputs > 1 || files.contains(where: { $0.document.utf8.contains(percent) }) else { return }

  rename { file, position in
    let input = FilePath(input(position))
    return input == file.path ? nil : "\(FilePath(bytes: input.name))/\(file.document)"
  }
  rename { file, _ in file.path.description }
}

/// Which files were met, under whatever path leads to their folders.
private struct SeenFiles {
  private var files: Set<FilePath> = []

  /// The paths of folders with links resolved.
  private var folders: [FilePath: FilePath] = [:]

  /// - Returns: Whether the file is new.
  mutating func insert(_ path: FilePath) -> Bool {
    let slash = path.bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { FilePath(bytes: Array(path.bytes[...$0])) } ?? FilePath(".")
    if let known = folders[folder] { return files.insert(known.appending(path.name)).inserted }
    guard let real = resolved(folder) else { return files.insert(path).inserted }
    folders[folder] = real
    return files.insert(real.appending(path.name)).inserted
  }
}

/// A walk through one input folder.
private struct FolderWalk {
  private(set) var files: [InputFile] = []
  private let excluded: FilePath?
  private let limits: InputLimits
  private var entered: Set<FolderIdentity> = []

  init(excluding excluded: FilePath?, limits: InputLimits) {
    self.excluded = excluded
    self.limits = limits
  }

  /// Lists what is in a folder and below it.
  ///
  /// The name is the path of the folder relative to the input; the entries are what the manifests of
  /// the folders above say, by the path relative to the input.
  mutating func enter(
    _ folder: FilePath,
    name: [UInt8],
    entries: [String: Manifest.Line]
  ) throws(InputError) {
    guard case .folder(let identity) = kind(of: folder), entered.insert(identity).inserted else {
      return
    }
    if let excluded, resolved(folder) == excluded { return }
    let children: [FolderChild]
    do {
      children = try Gouji.children(of: folder)
    } catch {
      files.append(
        InputFile(
          document: FilePath(bytes: name).description + "/",
          path: folder,
          trouble: Bilingual(
            zh: "无法打开文件夹:\(error.reason.zh)",
            en: "the folder cannot be opened: \(error.reason.en)"
          )
        )
      )
      return
    }

    let first = files.count
    let shared = Reference(folder)
    var entries = entries
    let manifest = try self.manifest(of: folder, children)
    for line in manifest?.lines ?? [] {
      entries[relativeName(line.document, in: name)] = line
    }
    for child in children {
      let childName = FilePath(bytes: name).appending(child.name)
      if child.isFolder(in: folder) {
        try enter(folder.appending(child.name), name: childName.bytes, entries: entries)
        continue
      }
      let document = childName.description
      let entry = entries.isEmpty ? nil : entries[document]
      guard
        entry != nil || isDocumentName(child.name) || ContainerKind(fileName: child.name) != nil
      else { continue }
      var file = InputFile(
        document: document,
        name: child.name,
        in: shared,
        manifestEntry: entry?.entry
      )
      if file.container != nil {
        for (name, line) in entries where name.hasPrefix(document + "/") {
          file.promised[String(name.dropFirst(document.count + 1))] = line
        }
        try file.addManifests(limits)
      }
      files.append(file)
    }
    if let manifest { listAbsent(manifest, folder: folder, name: name, since: first) }
  }

  private func manifest(
    of folder: FilePath,
    _ children: [FolderChild]
  ) throws(InputError) -> Manifest? {
    let name = Array(Manifest.fileName.utf8)
    guard children.contains(where: { $0.name == name }) else { return nil }
    let path = folder.appending(name)
    let bytes: [UInt8]
    do {
      bytes = try contents(of: path, limit: limits.documentSize)
    } catch {
      throw InputError.manifest(path, line: 1, error.reason)
    }
    return try Manifest(bytes, path: path)
  }

  /// Lists the documents that a manifest promises and the folder does not hold, whose files are those
  /// from a position on.
  private mutating func listAbsent(
    _ manifest: Manifest,
    folder: FilePath,
    name: [UInt8],
    since first: Int
  ) {
    let listed = Set(files[first...].map(\.document))
    let containers = files[first...].filter { $0.container != nil }.map { $0.document + "/" }
    for line in manifest.lines {
      let path = folder.appending(Array(line.document.utf8))
      let document = relativeName(line.document, in: name)
      guard !listed.contains(document), !containers.contains(where: document.hasPrefix),
        case .missing = kind(of: path)
      else { continue }
      files.append(
        InputFile(
          document: document,
          path: path,
          manifestEntry: line.entry,
          trouble: line.absence
        )
      )
    }
  }

  private func relativeName(_ document: String, in folder: [UInt8]) -> String {
    folder.isEmpty ? document : FilePath(bytes: folder).description + "/" + document
  }
}

/// Whether a file found in a folder is read: everything but what its extension marks as data, media,
/// program or container.
func isDocumentName(_ name: [UInt8]) -> Bool {
  guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return true }
  // In the lower case of ASCII, as the extensions below are.
  let suffix = name[(dot + 1)...].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  return !otherFileTypes.contains(String(decoding: suffix, as: UTF8.self))
}

/// Extensions of files that are no documents of ours, in alphabetical order.
///
/// The list names what is passed over, not what is read: crawlers save pages under any name, such as
/// `index.jsp?id=3` or `t20200117_4829`.
private let otherFileTypes: Set<String> = [
  "7z", "avi", "avif", "bmp", "bz2", "c", "cfg", "class", "conf", "css", "csv", "db",
  "dll", "doc", "docx", "eot", "et", "exe", "gif", "gz", "h", "ico", "ini", "ipynb", "jar", "java",
  "jpeg", "jpg", "js", "json", "jsonl", "lock", "log", "m4a", "map", "mjs", "mov", "mp3", "mp4",
  "ndjson", "ods", "odt", "ofd", "otf", "parquet", "pdf", "pickle", "pkl", "png", "ppt",
  "pptx", "py", "pyc", "rar", "rb", "rtf", "sh", "so", "sql", "sqlite", "sqlite3", "svg", "swf",
  "swift", "tar", "tgz", "tif", "tiff", "toml", "tsv", "ttf", "warc", "wav", "webp", "woff",
  "woff2",
  "wps", "xls", "xlsx", "xml", "xsd", "xsl", "xz", "yaml", "yml", "zip", "zst",
]
