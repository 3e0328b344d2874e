//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package sqlite

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// lockFile takes the lock that path stands for and writes the id of this
// process into it. The kernel lets go of it when the process ends, however
// that happens; so the file is left where it is.
func lockFile(path string) (unlock func() error, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("locking it: %w", err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer file.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, inUse(path, "stop it first, with mud stop")
		}
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	err = file.Truncate(0)
	if err == nil {
		_, err = file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	}
	if err != nil {
		// Nobody needs the id for the lock to hold, but a disk without room for
		// it has none for a world either.
		file.Close()
		return nil, fmt.Errorf("writing %s: %w", path, err)
	}
	return func() error {
		// A child that is being started shares the open file for a moment, so
		// closing alone might keep the lock.
		return errors.Join(unix.Flock(int(file.Fd()), unix.LOCK_UN), file.Close())
	}, nil
}
