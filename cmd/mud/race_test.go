//go:build race

package main

// raceDetector says that the race detector is on, which makes memory several
// times as big.
const raceDetector = true
