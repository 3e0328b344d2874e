package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// ids gives out numbers that are never used twice in the life of a data
// folder: the file holds a number that is raised, by a block, before any
// number of that block is given out, so that a kill loses numbers and repeats
// none.
type ids struct {
	file string // "" for memory only
	last int64  // given out
	held int64  // numbers up to this one are reserved on disk
}

const idBlock = 1000

func openIDs(dir string) (*ids, error) {
	if dir == "" {
		return &ids{}, nil
	}
	x := &ids{file: filepath.Join(dir, "sessid")}
	data, err := os.ReadFile(x.file)
	if errors.Is(err, fs.ErrNotExist) {
		return x, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the highest session number: %w", err)
	}
	if x.last, err = strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64); err != nil {
		return nil, fmt.Errorf("%s does not hold a number; write one into it that is higher than any session so far: %w", x.file, err)
	}
	x.held = x.last
	return x, nil
}

// next is the next number. The Portal's lock is held.
func (x *ids) next() (int64, error) {
	if x.last == x.held {
		if err := x.reserve(x.held + idBlock); err != nil {
			return 0, err
		}
	}
	x.last++
	return x.last, nil
}

func (x *ids) reserve(to int64) error {
	if x.file != "" {
		if err := writeSynced(x.file, strconv.FormatInt(to, 10)+"\n"); err != nil {
			return fmt.Errorf("reserving session numbers: %w", err)
		}
	}
	x.held = to
	return nil
}

// writeSynced replaces a file as a whole, and returns when that is on disk.
func writeSynced(file, text string) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".sessid-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}
