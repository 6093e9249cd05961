;; An agent that does whatever the first byte of its input says: one letter for each way in which a call can end.
;; Memory: 0 the answer, 64 the profile, 128 decimal digits, 1024 texts, 4096 what `realloc` gives out.
(module
  (import "tongtai:agent/log@0.1.0" "write" (func $log (param i32 i32 i32)))
  (memory (export "memory") 1)
  (table 4 funcref)
  (elem (i32.const 0) $takes_one)
  (type $nothing (func))
  (global $top (mut i32) (i32.const 4096))
  (global $count (mut i32) (i32.const 0))
  (data (i32.const 1024) "\e8\af\95probescenario-a")
  (data (i32.const 1100) "\ff\fe")

  ;; Start-up work, so that start-up fuel is not nothing.
  (func $warm_up (local $i i32)
    (loop $again
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (i32.const 100)))))
  (start $warm_up)

  (func $reserve (param $end i32)
    (if (i32.gt_u (local.get $end) (i32.shl (memory.size) (i32.const 16)))
      (then (drop (memory.grow
        (i32.sub (i32.shr_u (i32.add (local.get $end) (i32.const 65535)) (i32.const 16)) (memory.size)))))))
  (func $realloc (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $align i32) (param $size i32)
    (result i32) (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
    (global.set $top (i32.add (local.get $at) (local.get $size)))
    (call $reserve (global.get $top))
    (local.get $at))

  (func $takes_one (param i32))
  (func $recurse (param $n i64) (result i64)
    (i64.add (call $recurse (i64.add (local.get $n) (i64.const 1))) (local.get $n)))
  (func $divide (param $by i32) (result i32) (i32.div_s (i32.const -2147483648) (local.get $by)))
  (func $convert (param $x f64) (result i32) (i32.trunc_f64_s (local.get $x)))
  (func $load (param $at i32) (result i32) (i32.load (local.get $at)))
  (func $call_entry (param $entry i32) (call_indirect (type $nothing) (local.get $entry)))
  (func $loop_for_ever (loop $again (br $again)))

  ;; The number that follows the first byte.
  (func $number (param $in i32) (param $len i32) (result i32) (local $i i32) (local $n i32)
    (local.set $i (i32.const 1))
    (block $done (loop $again
      (br_if $done (i32.ge_u (local.get $i) (local.get $len)))
      (local.set $n (i32.add (i32.mul (local.get $n) (i32.const 10))
        (i32.sub (i32.load8_u (i32.add (local.get $in) (local.get $i))) (i32.const 48))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $again)))
    (local.get $n))
  ;; Appends a number and a space to the text that ends at `$at`; returns the new end.
  (func $decimal (param $at i32) (param $n i64) (result i32) (local $size i32) (local $left i64) (local $to i32)
    (local.set $left (local.get $n))
    (loop $count
      (local.set $size (i32.add (local.get $size) (i32.const 1)))
      (br_if $count (i64.ne (local.tee $left (i64.div_u (local.get $left) (i64.const 10))) (i64.const 0))))
    (local.set $to (i32.add (local.get $at) (local.get $size)))
    (i32.store8 (local.get $to) (i32.const 32))
    (loop $digit
      (local.set $to (i32.sub (local.get $to) (i32.const 1)))
      (i32.store8 (local.get $to) (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (br_if $digit (i64.ne (local.tee $n (i64.div_u (local.get $n) (i64.const 10))) (i64.const 0))))
    (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 1)))
  ;; A text of `$size` letters x.
  (func $text (param $size i32) (result i32) (local $at i32)
    (local.set $at (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get $size)))
    (memory.fill (local.get $at) (i32.const 120) (local.get $size))
    (local.get $at))

  (func $output (param $ptr i32) (param $len i32) (result i32)
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store (i32.const 8) (local.get $ptr))
    (i32.store (i32.const 12) (local.get $len))
    (i32.const 0))
  (func $confident (param $confidence f64)
    (i32.store8 (i32.const 16) (i32.const 1))
    (f64.store (i32.const 24) (local.get $confidence)))
  (func $because (param $ptr i32) (param $len i32)
    (i32.store8 (i32.const 32) (i32.const 1))
    (i32.store (i32.const 36) (local.get $ptr))
    (i32.store (i32.const 40) (local.get $len)))
  (func $decline (param $kind i32) (param $ptr i32) (param $len i32) (result i32)
    (i32.store8 (i32.const 0) (i32.const 1))
    (i32.store8 (i32.const 8) (local.get $kind))
    (i32.store (i32.const 12) (local.get $ptr))
    (i32.store (i32.const 16) (local.get $len))
    (i32.const 0))

  (func $profile (export "profile") (result i32)
    (i32.store (i32.const 64) (i32.const 1024)) (i32.store (i32.const 68) (i32.const 3))
    (i32.store (i32.const 72) (i32.const 1027)) (i32.store (i32.const 76) (i32.const 5))
    (i32.store (i32.const 80) (i32.const 1024)) (i32.store (i32.const 84) (i32.const 3))
    (i32.store (i32.const 88) (i32.const 1027)) (i32.store (i32.const 92) (i32.const 5))
    (i32.store (i32.const 96) (i32.const 104)) (i32.store (i32.const 100) (i32.const 1))
    (i32.store (i32.const 104) (i32.const 1032)) (i32.store (i32.const 108) (i32.const 10))
    (i32.const 64))

  ;; The state is the content of the first material; with none, it declines.
  (func $prepare (export "prepare") (param $scenario i32) (param i32 i32 i32 i64 i64 i64 i64 i64)
    (param $materials i32) (param $count i32) (result i32)
    (if (i32.eqz (local.get $count)) (then
      (i32.store8 (i32.const 0) (i32.const 1))
      (i32.store8 (i32.const 4) (i32.const 1))
      (i32.store (i32.const 8) (i32.const 1027))
      (i32.store (i32.const 12) (i32.const 5))
      (return (i32.const 0))))
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store (i32.const 4) (i32.load offset=16 (local.get $materials)))
    (i32.store (i32.const 8) (i32.load offset=20 (local.get $materials)))
    (i32.const 0))

  (func $answer (export "answer") (param i32 i32 i32 i32) (param $seed i64)
    (param $fuel i64) (param $memory i64) (param $time i64) (param $output i64)
    (param $state i32) (param $state_len i32) (param $in i32) (param $len i32) (result i32)
    (local $what i32) (local $at i32) (local $rest i32) (local $rest_len i32)
    (local.set $what (i32.load8_u (local.get $in)))
    (local.set $rest (i32.add (local.get $in) (i32.const 1)))
    (local.set $rest_len (i32.sub (local.get $len) (i32.const 1)))

    ;; Answers.
    (if (i32.eq (local.get $what) (i32.const 0x65)) ;; e: echo
      (then (call $confident (f64.const 0.5)) (return (call $output (local.get $rest) (local.get $rest_len)))))
    (if (i32.eq (local.get $what) (i32.const 0x73)) ;; s: the state
      (then (return (call $output (local.get $state) (local.get $state_len)))))
    (if (i32.eq (local.get $what) (i32.const 0x6c)) ;; l: seed and limits
      (then
        (local.set $at (call $decimal (i32.const 128) (local.get $seed)))
        (local.set $at (call $decimal (local.get $at) (local.get $fuel)))
        (local.set $at (call $decimal (local.get $at) (local.get $memory)))
        (local.set $at (call $decimal (local.get $at) (local.get $time)))
        (local.set $at (call $decimal (local.get $at) (local.get $output)))
        (return (call $output (i32.const 128) (i32.sub (local.get $at) (i32.const 129))))))
    (if (i32.eq (local.get $what) (i32.const 0x4e)) ;; N: the bits of 0/0, and of a payload that went through an addition
      (then
        (local.set $at (call $decimal (i32.const 128)
          (i64.reinterpret_f64 (f64.div (f64.const 0) (f64.convert_i32_u (i32.sub (local.get $len) (local.get $len)))))))
        (local.set $at (call $decimal (local.get $at)
          (i64.reinterpret_f64 (f64.add (f64.const -nan:0x8000000000123) (f64.convert_i32_u (local.get $len))))))
        (return (call $output (i32.const 128) (i32.sub (local.get $at) (i32.const 129))))))
    (if (i32.eq (local.get $what) (i32.const 0x6b)) ;; k: how often this memory and this global have been here
      (then
        (i32.store (i32.const 2048) (i32.add (i32.load (i32.const 2048)) (i32.const 1)))
        (global.set $count (i32.add (global.get $count) (i32.const 1)))
        (local.set $at (call $decimal (i32.const 128) (i64.extend_i32_u (i32.load (i32.const 2048)))))
        (local.set $at (call $decimal (local.get $at) (i64.extend_i32_u (global.get $count))))
        ;; And whether the last page of a memory that was grown is still dirty.
        (call $reserve (i32.const 1048576))
        (local.set $at (call $decimal (local.get $at) (i64.extend_i32_u (i32.load (i32.const 1048000)))))
        (i32.store (i32.const 1048000) (i32.const 7))
        (return (call $output (i32.const 128) (i32.sub (local.get $at) (i32.const 129))))))
    (if (i32.eq (local.get $what) (i32.const 0x62)) ;; b: an output of so many bytes
      (then
        (local.set $rest_len (call $number (local.get $in) (local.get $len)))
        (return (call $output (call $text (local.get $rest_len)) (local.get $rest_len)))))
    (if (i32.eq (local.get $what) (i32.const 0x42)) ;; B: a rationale of so many bytes
      (then
        (local.set $rest_len (call $number (local.get $in) (local.get $len)))
        (call $because (call $text (local.get $rest_len)) (local.get $rest_len))
        (return (call $output (local.get $in) (i32.const 1)))))
    (if (i32.eq (local.get $what) (i32.const 0x63)) ;; c: a confidence that is no number
      (then (call $confident (f64.const nan)) (return (call $output (local.get $in) (i32.const 1)))))
    (if (i32.eq (local.get $what) (i32.const 0x43)) ;; C: a confidence above one
      (then (call $confident (f64.const 1.5)) (return (call $output (local.get $in) (i32.const 1)))))
    (if (i32.eq (local.get $what) (i32.const 0x78)) ;; x: an output that is not Unicode
      (then (return (call $output (i32.const 1100) (i32.const 2)))))
    (if (i32.eq (local.get $what) (i32.const 0x58)) ;; X: an output outside of the memory
      (then (return (call $output (i32.const 0x7ffffff0) (i32.const 16)))))

    ;; Declining.
    (if (i32.eq (local.get $what) (i32.const 0x31))
      (then (return (call $decline (i32.const 0) (local.get $rest) (local.get $rest_len)))))
    (if (i32.eq (local.get $what) (i32.const 0x32))
      (then (return (call $decline (i32.const 1) (local.get $rest) (local.get $rest_len)))))
    (if (i32.eq (local.get $what) (i32.const 0x33))
      (then (return (call $decline (i32.const 2) (local.get $rest) (local.get $rest_len)))))

    ;; Logging.
    (if (i32.eq (local.get $what) (i32.const 0x77)) ;; w: a warning
      (then (call $log (i32.const 2) (local.get $rest) (local.get $rest_len))
        (return (call $output (local.get $in) (i32.const 1)))))
    (if (i32.eq (local.get $what) (i32.const 0x57)) ;; W: a line of so many bytes, twice, then a trap
      (then
        (local.set $rest_len (call $number (local.get $in) (local.get $len)))
        (local.set $at (call $text (local.get $rest_len)))
        (call $log (i32.const 1) (local.get $at) (local.get $rest_len))
        (call $log (i32.const 3) (local.get $at) (local.get $rest_len))
        (unreachable)))

    ;; Breaking off.
    (if (i32.eq (local.get $what) (i32.const 0x2f)) ;; /: division by zero
      (then (return (call $divide (i32.const 0)))))
    (if (i32.eq (local.get $what) (i32.const 0x6f)) ;; o: overflow
      (then (return (call $divide (i32.const -1)))))
    (if (i32.eq (local.get $what) (i32.const 0x66)) ;; f: a float that is no integer
      (then (return (call $convert (f64.const nan)))))
    (if (i32.eq (local.get $what) (i32.const 0x6d)) ;; m: outside of the memory
      (then (return (call $load (i32.const 0x7ffffff0)))))
    (if (i32.eq (local.get $what) (i32.const 0x74)) ;; t: outside of the table
      (then (call $call_entry (i32.const 4))))
    (if (i32.eq (local.get $what) (i32.const 0x6e)) ;; n: an empty entry
      (then (call $call_entry (i32.const 1))))
    (if (i32.eq (local.get $what) (i32.const 0x79)) ;; y: another type
      (then (call $call_entry (i32.const 0))))
    (if (i32.eq (local.get $what) (i32.const 0x72)) ;; r: recursion
      (then (return (i32.wrap_i64 (call $recurse (i64.const 0))))))
    (if (i32.eq (local.get $what) (i32.const 0x4c)) ;; L: a loop without end
      (then (call $loop_for_ever)))
    (if (i32.eq (local.get $what) (i32.const 0x67)) ;; g: so many pages more
      (then
        (drop (memory.grow (call $number (local.get $in) (local.get $len))))
        (return (call $output (local.get $in) (local.get $len)))))
    (unreachable))
)
