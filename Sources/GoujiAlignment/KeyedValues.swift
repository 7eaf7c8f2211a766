/// Values by a small whole number, where there are only a few: a dictionary without hashing.
struct KeyedValues<Value> {
  private var keys: [Int] = []
  private var values: [Value] = []

  subscript(key: Int) -> Value? {
    get {
      for index in keys.indices where keys[index] == key { return values[index] }
      return nil
    }
    set {
      guard let newValue else {
        if let index = keys.firstIndex(of: key) {
          keys.remove(at: index)
          values.remove(at: index)
        }
        return
      }
      self[key, default: newValue] = newValue
    }
  }

  subscript(key: Int, default fallback: @autoclosure () -> Value) -> Value {
    get { self[key] ?? fallback() }
    _modify {
      var index = 0
      while index < keys.count, keys[index] != key { index += 1 }
      if index == keys.count {
        keys.append(key)
        values.append(fallback())
      }
      yield &values[index]
    }
  }
}
