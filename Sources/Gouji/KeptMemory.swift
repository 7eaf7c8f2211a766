internal import CMalloc

/// Lets the process keep what a document took of memory, for the next one.
///
/// By itself the C library gives memory back to the system behind almost every page and asks for it again with
/// the next, which costs about a tenth of the time of reading. A program that reads many documents calls this
/// once, before the first.
public func keepFreedMemory() {
  mallopt(M_TRIM_THRESHOLD, 32 << 20)
  // To set the one turns the C library's own choice of the other off.
  mallopt(M_MMAP_THRESHOLD, 8 << 20)
}
