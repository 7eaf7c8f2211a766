internal import Synchronization

/// A value that is made when it is first asked for, once, whoever asks.
final class Deferred<Value: Sendable>: Sendable {
  private final class Made: Sendable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  // Whoever finds the value waits for nobody.
  private let made = AtomicLazyReference<Made>()
  private let making = Mutex(())
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) {
    self.make = make
  }

  var value: Value {
    if let made = made.load() { return made.value }
    return making.withLock { _ in (made.load() ?? made.storeIfNil(Made(make()))).value }
  }
}
