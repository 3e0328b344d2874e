//go:build race

package engine_test

// manyReloads takes its time under the race detector.
const manyReloads = 200
