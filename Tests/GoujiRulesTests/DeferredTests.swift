import Synchronization
import Testing

@testable import GoujiRules

@Test func `a deferred value is made when it is asked for, once for all who ask`() async {
  let count = Mutex(0)
  let value = Deferred {
    count.withLock { count -> Int in
      count += 1
      return count
    }
  }
  #expect(count.withLock { $0 } == 0)
  await withTaskGroup { group in
    for _ in 0..<20 { group.addTask { #expect(value.value == 1) } }
  }
  #expect(count.withLock { $0 } == 1)
}
