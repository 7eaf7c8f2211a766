internal import GoujiDocument

/// How much of the inputs is taken on.
public struct InputLimits: Hashable, Sendable {
  /// The largest document that is read, in bytes, be it a file or in an archive.
  public var documentSize: Int

  /// How much of a page or text is read, in bytes of UTF-8; the rest of a longer one is left out.
  public var readSize: Int

  /// What one archive may unpack to, in bytes; the rest of a larger one is left out.
  public var archiveSize: Int

  /// The longest published page that was met has 3 MB, nearly all of it pictures inside the page.
  public static let defaultDocumentSize = 64 << 20

  /// Reports have below 1 MB, with pictures inside the page below 10.
  public static let defaultReadSize = Document.defaultByteLimit

  /// Crawlers cut their archives at about 1 GiB, which is text of below 10 GiB.
  public static let defaultArchiveSize = 16 << 30

  public init(
    documentSize: Int = defaultDocumentSize,
    readSize: Int = defaultReadSize,
    archiveSize: Int = defaultArchiveSize
  ) {
    self.documentSize = documentSize
    self.readSize = readSize
    self.archiveSize = archiveSize
  }
}
