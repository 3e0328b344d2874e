package portal

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"mud/sessions/wire"
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

// openIDs reads where a Portal is with its numbers, each Portal in a file of
// its own.
func openIDs(dir string, portal int) (*ids, error) {
	none := wire.FirstSessid(portal) - 1
	x := &ids{last: none, held: none}
	if dir == "" {
		x.held = math.MaxInt64
		return x, nil
	}
	x.file = filepath.Join(dir, "sessid")
	if portal > 1 {
		x.file += "-" + strconv.Itoa(portal)
	}
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
	if x.last < none {
		return nil, fmt.Errorf("%s holds %d, which is no session number of portal %d: give the portal the [portal] number that it had", x.file, x.last, portal)
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
	if err := writeSynced(x.file, strconv.FormatInt(to, 10)+"\n"); err != nil {
		return fmt.Errorf("reserving session numbers: %w", err)
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
