//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package sqlite

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

// lockFile takes the lock by making the file path, with the id of this process
// in it. A process that is killed leaves it there, so the error says so.
func lockFile(path string) (unlock func() error, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil, inUse(path, "stop it first, or delete the lock file if it runs no more")
	}
	if err != nil {
		return nil, fmt.Errorf("locking it: %w", err)
	}
	_, err = file.WriteString(strconv.Itoa(os.Getpid()) + "\n")
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, errors.Join(fmt.Errorf("writing %s: %w", path, err), os.Remove(path))
	}
	return func() error { return os.Remove(path) }, nil
}
