//go:build race

package engine_test

// manyReloads takes its time under the race detector.
const manyReloads = 200

// slower is how many times longer one call takes under it.
const slower = 8
