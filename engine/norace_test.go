//go:build !race

package engine_test

const (
	manyReloads = 1000
	slower      = 1
)
