//go:build !linux

package tcp

import (
	"net"
	"time"
)

// userTimeout needs a system that has it; elsewhere TCP keep-alive does.
func userTimeout(*net.TCPConn, time.Duration) {}
