// A binary heap of values by number, the least first.

export class Heap {
  #keys = [];
  #values = [];

  get size() {
    return this.#keys.length;
  }

  push(key, value) {
    let place = this.#keys.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#keys[parent] <= key) break;
      this.#put(place, this.#keys[parent], this.#values[parent]);
      place = parent;
    }
    this.#put(place, key, value);
  }

  // The value of the least number; undefined where there is none.
  pop() {
    const least = this.#values[0];
    const key = this.#keys.pop();
    const value = this.#values.pop();
    const size = this.#keys.length;
    if (size === 0) return least;
    let place = 0;
    for (let child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && this.#keys[child + 1] < this.#keys[child]) child += 1;
      if (key <= this.#keys[child]) break;
      this.#put(place, this.#keys[child], this.#values[child]);
      place = child;
    }
    this.#put(place, key, value);
    return least;
  }

  #put(place, key, value) {
    this.#keys[place] = key;
    this.#values[place] = value;
  }
}
