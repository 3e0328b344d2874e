package sqlite

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"zombiezen.com/go/sqlite"
)

// Pack writes a copy that Backup made as a compressed file (gzip). The file
// bears its name only when it is whole; one that is there already is refused.
func Pack(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("saving to %s: the file is there already: choose another name", to)
	}
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("saving to %s: %w", to, err)
	}
	defer in.Close()
	err = whole(to, func(out io.Writer) error {
		z := gzip.NewWriter(out)
		z.Name = filepath.Base(from)
		_, err := io.Copy(z, in)
		return errors.Join(err, z.Close())
	})
	if err != nil {
		return fmt.Errorf("saving to %s: %w", to, err)
	}
	return nil
}

// whole writes a file that gets its name when all of it is on disk.
func whole(file string, write func(io.Writer) error) error {
	part, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	err = errors.Join(write(part), part.Sync(), part.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(part.Name(), file); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(file))
}

// Restore puts a backup in the place of the data file at path, while no server
// runs. What was there is kept under another name, which is returned, "" if
// there was nothing. A backup that is damaged, or no mud's, changes nothing. The
// error wraps store.ErrInUse while a server has the data file.
func Restore(backup, path string) (kept string, err error) {
	path, err = realPath(path)
	if err != nil {
		return "", fmt.Errorf("finding the data file: %w", err)
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return "", fmt.Errorf("restoring %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	fresh := path + ".restored"
	if err := unpack(backup, fresh); err != nil {
		return "", fmt.Errorf("reading the backup %s: %w", backup, err)
	}
	defer os.Remove(fresh)
	if err := verify(fresh); err != nil {
		return "", fmt.Errorf("the backup %s cannot be used: %w", backup, err)
	}
	if kept, err = setAside(path, "before-restore"); err != nil {
		return "", err
	}
	if err := os.Rename(fresh, path); err != nil {
		return kept, fmt.Errorf("putting the backup in its place: %w", err)
	}
	return kept, syncFolder(filepath.Dir(path))
}

// unpack copies a backup, compressed or not.
func unpack(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	reader := bufio.NewReader(in)
	var source io.Reader = reader
	if magic, _ := reader.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(reader)
		if err != nil {
			return err
		}
		source = z
	}
	return whole(to, func(out io.Writer) error {
		_, err := io.Copy(out, source)
		return err
	})
}

// verify looks whether a file is a whole data file of a mud that this one can
// read.
func verify(path string) error {
	conn, err := sqlite.OpenConn(path, sqlite.OpenReadOnly)
	if err != nil {
		return err
	}
	defer conn.Close()
	empty, _, err := inspect(conn, version)
	switch {
	case err != nil:
		return err
	case empty:
		return errors.New("it is empty")
	}
	verdict := ""
	if err := ask(conn, "PRAGMA integrity_check(1)", func(row *sqlite.Stmt) { verdict = row.ColumnText(0) }); err != nil {
		return err
	}
	if verdict != "ok" {
		return errors.New("it is damaged: " + verdict)
	}
	return nil
}

// setAside renames the data file and what SQLite keeps beside it, and returns
// the new name, "" if there was no file.
func setAside(path, why string) (string, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	kept := fmt.Sprintf("%s.%s-%s", path, why, time.Now().UTC().Format("20060102-150405"))
	if _, err := os.Lstat(kept); err == nil {
		return "", fmt.Errorf("keeping the old data file: %s is there already; wait a second and try again", kept)
	}
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(path+end, kept+end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", fmt.Errorf("keeping the old data file: %w", err)
		}
	}
	return kept, nil
}
