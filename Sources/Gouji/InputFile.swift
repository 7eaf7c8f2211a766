internal import GoujiModel

/// One file to be read, and the name it goes by in everything that comes out.
///
/// There may be millions of them, so what most of them do not have, and the folder that many share, is
/// kept behind a reference.
public struct InputFile: Hashable, Sendable {
  /// The path relative to its input folder, with `/`; for an input that is a file, its name.
  public internal(set) var document: String
  private let location: Location
  private var details: Reference<Details>?

  private enum Location: Hashable {
    /// The file's name is the last part of the document's.
    case folder(Reference<FilePath>)
    case path(FilePath)
  }

  private struct Details: Hashable {
    var manifestEntry: ManifestEntry?
    var trouble: Bilingual?
    var container: ContainerKind?
    var promised: [String: Manifest.Line] = [:]
  }

  package init(
    document: String,
    path: FilePath,
    manifestEntry: ManifestEntry? = nil,
    trouble: Bilingual? = nil
  ) {
    self.init(
      document: document,
      .path(path),
      name: path.name,
      manifestEntry: manifestEntry,
      trouble: trouble
    )
  }

  /// A file found in a folder.
  init(
    document: String,
    name: [UInt8],
    in folder: Reference<FilePath>,
    manifestEntry: ManifestEntry? = nil
  ) {
    let isInDocument = document.utf8.suffix(name.count).elementsEqual(name)
    self.init(
      document: document,
      isInDocument ? .folder(folder) : .path(folder.value.appending(name)),
      name: name,
      manifestEntry: manifestEntry,
      trouble: nil
    )
  }

  private init(
    document: String,
    _ location: Location,
    name: [UInt8],
    manifestEntry: ManifestEntry?,
    trouble: Bilingual?
  ) {
    self.document = document
    self.location = location
    let container = trouble == nil ? ContainerKind(fileName: name) : nil
    if manifestEntry != nil || trouble != nil || container != nil {
      details = Reference(
        Details(manifestEntry: manifestEntry, trouble: trouble, container: container)
      )
    }
  }

  public var path: FilePath {
    switch location {
    case .path(let path): path
    case .folder(let folder):
      folder.value.appending(
        Array(document.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
      )
    }
  }

  /// What the manifest of its folder says about it.
  public var manifestEntry: ManifestEntry? { details?.value.manifestEntry }

  /// Why it cannot be read, where that is known before it is opened.
  package var trouble: Bilingual? { details?.value.trouble }

  /// Whether documents are in it rather than it being one; `nil` for a document.
  package var container: ContainerKind? { details?.value.container }

  /// The lines of manifests about the documents in a container, by the names they have there.
  var promised: [String: Manifest.Line] {
    get { details?.value.promised ?? [:] }
    set {
      var changed = details?.value ?? Details()
      changed.promised = newValue
      details = Reference(changed)
    }
  }

  /// What manifests say about the documents in a container, by the names they have there.
  package var promisedEntries: [String: ManifestEntry] { promised.mapValues(\.entry) }
}

/// A value that many share.
final class Reference<Value: Hashable & Sendable>: Hashable, Sendable {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  static func == (left: Reference, right: Reference) -> Bool {
    left === right || left.value == right.value
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
