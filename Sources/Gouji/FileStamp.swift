internal import Glibc

/// What a file shows from outside that changes when it is written to.
package struct FileStamp: Hashable, Sendable {
  /// In bytes.
  package let size: Int

  /// When the contents were written last, in nanoseconds since 1970.
  package let modified: Int

  /// When contents, name or rights were changed last, in nanoseconds since 1970; unlike the other it
  /// cannot be set at will.
  package let changed: Int

  package init(size: Int, modified: Int, changed: Int) {
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// - Returns: `nil` for what is no regular file, cannot be asked about, or was written to within
  ///   the last two seconds: it could be written to again without the clock having moved.
  package init?(of path: FilePath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    size = Int(status.st_size)
    modified = nanoseconds(status.st_mtim)
    changed = nanoseconds(status.st_ctim)
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    guard max(modified, changed) < nanoseconds(now) - 2_000_000_000 else { return nil }
  }
}

private func nanoseconds(_ time: timespec) -> Int {
  Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
}
