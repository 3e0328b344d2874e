package app

import (
	"errors"
	"fmt"
	"os"

	"mud/cmd/mud/config"
)

// writable makes the data folder and holds that something can be written to it,
// before anything of it is opened.
func writable(cfg *config.Config) error {
	dir := cfg.DataDir()
	err := os.MkdirAll(dir, 0o700)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(dir, ".writable-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	}
	if err != nil {
		return fmt.Errorf("nothing can be written to the data folder %s, where the world is kept: give the folder to the user that mud runs as, "+
			"or name another one by [store] url in mud.toml: %w", dir, err)
	}
	return nil
}
