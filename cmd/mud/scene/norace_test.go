//go:build !race

package scene_test

const slower = 1
