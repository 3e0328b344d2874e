package tcp

import (
	"net"
	"time"

	"golang.org/x/sys/unix"
)

// userTimeout ends a connection whose peer has not confirmed what was sent to
// it for that long.
func userTimeout(c *net.TCPConn, d time.Duration) {
	raw, err := c.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(d.Milliseconds()))
	})
}
