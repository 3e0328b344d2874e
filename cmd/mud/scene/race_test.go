//go:build race

package scene_test

// slower is how many times longer one call of the library takes under the race
// detector: what is late by that is no fault.
const slower = 8
