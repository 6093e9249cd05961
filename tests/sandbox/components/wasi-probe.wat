;; An agent that tries to look out of the sandbox, through WASI, in the way that the first byte of its input says, and
;; answers with the number that it saw.
;; Memory: 0 the answer, 64 the profile, 128 decimal digits, 512 what WASI returns, 1024 texts, 4096 `realloc`.
(module
  (import "wasi:clocks/monotonic-clock@0.2.3" "now" (func $now (result i64)))
  (import "wasi:clocks/monotonic-clock@0.2.3" "subscribe-duration" (func $timer (param i64) (result i32)))
  (import "wasi:clocks/wall-clock@0.2.3" "now" (func $wall (param i32)))
  (import "wasi:io/poll@0.2.3" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.3" "[resource-drop]pollable" (func $drop_pollable (param i32)))
  (import "wasi:io/poll@0.2.3" "poll" (func $poll (param i32 i32 i32)))
  (import "wasi:io/streams@0.2.3" "[method]output-stream.blocking-write-and-flush"
    (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.3" "[method]input-stream.blocking-read" (func $read (param i32 i64 i32)))
  (import "wasi:cli/stdin@0.2.3" "get-stdin" (func $stdin (result i32)))
  (import "wasi:cli/stdout@0.2.3" "get-stdout" (func $stdout (result i32)))
  (import "wasi:cli/stderr@0.2.3" "get-stderr" (func $stderr (result i32)))
  (import "wasi:cli/environment@0.2.3" "get-environment" (func $environment (param i32)))
  (import "wasi:cli/environment@0.2.3" "get-arguments" (func $arguments (param i32)))
  (import "wasi:cli/exit@0.2.3" "exit" (func $exit (param i32)))
  (import "wasi:random/random@0.2.3" "get-random-u64" (func $random (result i64)))
  (import "wasi:random/random@0.2.3" "get-random-bytes" (func $random_bytes (param i64 i32)))
  (import "wasi:filesystem/preopens@0.2.3" "get-directories" (func $directories (param i32)))
  (import "wasi:sockets/instance-network@0.2.3" "instance-network" (func $network (result i32)))
  (import "wasi:sockets/tcp-create-socket@0.2.3" "create-tcp-socket" (func $tcp (param i32 i32)))
  (import "wasi:sockets/udp-create-socket@0.2.3" "create-udp-socket" (func $udp (param i32 i32)))
  (import "wasi:sockets/ip-name-lookup@0.2.3" "resolve-addresses" (func $resolve (param i32 i32 i32 i32)))
  (import "wasi:http/outgoing-handler@0.2.3" "handle" (func $http (param i32)))
  (memory (export "memory") 1)
  (global $top (mut i32) (i32.const 4096))
  (data (i32.const 1024) "\e8\af\95probescenario-a")
  (data (i32.const 1100) "one\ntwo")
  (data (i32.const 1120) "example.org")

  (func (export "cabi_realloc") (param i32 i32 i32) (param $size i32) (result i32) (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
    (global.set $top (i32.add (local.get $at) (local.get $size)))
    (local.get $at))
  (func $decimal (param $at i32) (param $n i64) (result i32) (local $size i32) (local $left i64) (local $to i32)
    (local.set $left (local.get $n))
    (loop $count
      (local.set $size (i32.add (local.get $size) (i32.const 1)))
      (br_if $count (i64.ne (local.tee $left (i64.div_u (local.get $left) (i64.const 10))) (i64.const 0))))
    (local.set $to (i32.add (local.get $at) (local.get $size)))
    (loop $digit
      (local.set $to (i32.sub (local.get $to) (i32.const 1)))
      (i32.store8 (local.get $to) (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (br_if $digit (i64.ne (local.tee $n (i64.div_u (local.get $n) (i64.const 10))) (i64.const 0))))
    (i32.add (local.get $at) (local.get $size)))

  (func $profile (export "profile") (result i32)
    (i32.store (i32.const 64) (i32.const 1024)) (i32.store (i32.const 68) (i32.const 3))
    (i32.store (i32.const 72) (i32.const 1027)) (i32.store (i32.const 76) (i32.const 5))
    (i32.store (i32.const 80) (i32.const 1024)) (i32.store (i32.const 84) (i32.const 3))
    (i32.store (i32.const 88) (i32.const 1027)) (i32.store (i32.const 92) (i32.const 5))
    (i32.store (i32.const 96) (i32.const 104)) (i32.store (i32.const 100) (i32.const 1))
    (i32.store (i32.const 104) (i32.const 1032)) (i32.store (i32.const 108) (i32.const 10))
    (i32.const 64))
  (func $prepare (export "prepare") (param i32 i32 i32 i32 i64 i64 i64 i64 i64 i32 i32) (result i32)
    (i64.store (i32.const 0) (i64.const 0)) (i32.store (i32.const 8) (i32.const 0)) (i32.const 0))

  ;; Two results of one kind, so that a test sees whether the second follows from the first.
  (func $look (param $what i32) (result i64) (local $handle i32)
    (if (i32.eq (local.get $what) (i32.const 0x63)) ;; c: the monotonic clock
      (then (return (call $now))))
    (if (i32.eq (local.get $what) (i32.const 0x77)) ;; w: the wall clock's seconds
      (then (call $wall (i32.const 512)) (return (i64.load (i32.const 512)))))
    (if (i32.eq (local.get $what) (i32.const 0x68)) ;; h: sleeps for an hour, then the clock
      (then
        (local.set $handle (call $timer (i64.const 3600000000000)))
        (call $block (local.get $handle))
        (call $drop_pollable (local.get $handle))
        (return (call $now))))
    (if (i32.eq (local.get $what) (i32.const 0x70)) ;; p: which of an hour and a minute is over first; adds the clock
      (then
        (i32.store (i32.const 520) (call $timer (i64.const 3600000000000)))
        (i32.store (i32.const 524) (call $timer (i64.const 60000000000)))
        (call $poll (i32.const 520) (i32.const 2) (i32.const 512))
        (return (i64.add (call $now) (i64.extend_i32_u (i32.load (i32.load (i32.const 512))))))))
    (if (i32.eq (local.get $what) (i32.const 0x72)) ;; r: a random number
      (then (return (call $random))))
    (if (i32.eq (local.get $what) (i32.const 0x62)) ;; b: random bytes, the first eight
      (then (call $random_bytes (i64.const 16) (i32.const 512)) (return (i64.load (i32.load (i32.const 512))))))
    (if (i32.eq (local.get $what) (i32.const 0x42)) ;; B: a gigabyte of them
      (then (call $random_bytes (i64.const 1073741824) (i32.const 512)) (return (i64.const 0))))
    (if (i32.eq (local.get $what) (i32.const 0x65)) ;; e: how many variables
      (then (call $environment (i32.const 512)) (return (i64.extend_i32_u (i32.load (i32.const 516))))))
    (if (i32.eq (local.get $what) (i32.const 0x61)) ;; a: how many arguments
      (then (call $arguments (i32.const 512)) (return (i64.extend_i32_u (i32.load (i32.const 516))))))
    (if (i32.eq (local.get $what) (i32.const 0x66)) ;; f: how many folders
      (then (call $directories (i32.const 512)) (return (i64.extend_i32_u (i32.load (i32.const 516))))))
    (if (i32.eq (local.get $what) (i32.const 0x69)) ;; i: reads standard input: 1 and the case of the error
      (then
        (call $read (call $stdin) (i64.const 10) (i32.const 512))
        (return (i64.extend_i32_u (i32.add (i32.mul (i32.load8_u (i32.const 512)) (i32.const 100))
          (i32.load8_u (i32.const 516)))))))
    ;; Sockets: 100 for an error, and its code.
    (if (i32.eq (local.get $what) (i32.const 0x74)) ;; t: TCP
      (then (call $tcp (i32.const 0) (i32.const 512)) (return (call $refusal))))
    (if (i32.eq (local.get $what) (i32.const 0x75)) ;; u: UDP
      (then (call $udp (i32.const 1) (i32.const 512)) (return (call $refusal))))
    (if (i32.eq (local.get $what) (i32.const 0x6e)) ;; n: a name
      (then
        (call $resolve (call $network) (i32.const 1120) (i32.const 11) (i32.const 512))
        (return (call $refusal))))
    (if (i32.eq (local.get $what) (i32.const 0x6f)) ;; o: writes to both outputs
      (then
        (call $write (call $stdout) (i32.const 1100) (i32.const 7) (i32.const 512))
        (call $write (call $stderr) (i32.const 1100) (i32.const 3) (i32.const 512))
        (return (i64.extend_i32_u (i32.load8_u (i32.const 512))))))
    (if (i32.eq (local.get $what) (i32.const 0x78)) ;; x: exits with a failure
      (then (call $exit (i32.const 1))))
    (if (i32.eq (local.get $what) (i32.const 0x48)) ;; H: HTTP
      (then (call $http (i32.const 512))))
    (i64.const 999))
  (func $refusal (result i64)
    (i64.extend_i32_u (i32.add (i32.mul (i32.load8_u (i32.const 512)) (i32.const 100))
      (i32.load8_u (i32.const 516)))))

  (func $answer (export "answer") (param i32 i32 i32 i32 i64 i64 i64 i64 i64 i32 i32) (param $in i32) (param $len i32)
    (result i32) (local $at i32) (local $i i32)
    (local.set $at (i32.const 128))
    (loop $each
      (local.set $at (call $decimal (local.get $at)
        (call $look (i32.load8_u (i32.add (local.get $in) (local.get $i))))))
      (i32.store8 (local.get $at) (i32.const 32))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $each (i32.lt_u (local.get $i) (local.get $len))))
    (i64.store (i32.const 16) (i64.const 0)) (i64.store (i32.const 32) (i64.const 0))
    (i32.store8 (i32.const 0) (i32.const 0))
    (i32.store (i32.const 8) (i32.const 128))
    (i32.store (i32.const 12) (i32.sub (local.get $at) (i32.const 129)))
    (i32.const 0))
)
