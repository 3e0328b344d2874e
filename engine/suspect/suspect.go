// Package suspect knows the lines that the Server was running when it died. It
// notes each line, while it is run, in a file that outlives the process; the
// next Server reads there what killed the one before it. It is owned by the
// game goroutine.
package suspect

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Line is one line by its session and number.
type Line struct {
	Sessid int64  `json:"sessid"`
	Seq    uint64 `json:"seq"`
}

// tries is how often a line may have killed a Server before it is not run any
// more.
const tries = 2

// keep is how many lines are remembered.
const keep = 100

// record is a line and how many Servers died while they ran it.
type record struct {
	Line
	Deaths int `json:"deaths"`
}

// Book is what is known of lines that killed a Server.
type Book struct {
	running *os.File // the line that is run: sessid and seq, zeros for none
	file    string   // the records
	records []record // the newest last
}

// Open reads the book of a data folder. A line that was being run when the last
// Server ended has killed it.
func Open(dir string) (*Book, error) {
	b := &Book{file: filepath.Join(dir, "suspects.json")}
	text, err := os.ReadFile(b.file)
	if err == nil {
		err = json.Unmarshal(text, &b.records)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("reading which lines killed a server, from %s (to forget them, delete the file): %w", b.file, err)
	}
	if b.running, err = os.OpenFile(filepath.Join(dir, "running"), os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, fmt.Errorf("opening the file of the line that is run: %w", err)
	}
	var mark [16]byte
	if _, err := io.ReadFull(b.running, mark[:]); err == nil {
		if l := (Line{int64(binary.BigEndian.Uint64(mark[:])), binary.BigEndian.Uint64(mark[8:])}); l != (Line{}) {
			b.died(l)
		}
	}
	b.note(Line{})
	return b, b.save()
}

// died counts one more Server that died of a line.
func (b *Book) died(l Line) {
	for i := range b.records {
		if b.records[i].Line == l {
			b.records[i].Deaths++
			return
		}
	}
	b.records = append(b.records, record{l, 1})
	b.records = b.records[max(0, len(b.records)-keep):]
}

func (b *Book) save() error {
	text, err := json.Marshal(b.records)
	if err != nil {
		return err
	}
	part := b.file + ".part"
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return fmt.Errorf("noting which line killed the server: %w", err)
	}
	return os.Rename(part, b.file)
}

// note writes which line is run. Where that fails, as on a full disk, a line
// that kills the Server is only not known as such.
func (b *Book) note(l Line) {
	var mark [16]byte
	binary.BigEndian.PutUint64(mark[:], uint64(l.Sessid))
	binary.BigEndian.PutUint64(mark[8:], l.Seq)
	_, _ = b.running.WriteAt(mark[:], 0)
}

// Begin notes that a line is about to be run.
func (b *Book) Begin(l Line) { b.note(l) }

// End notes that the line has been run and nobody died.
func (b *Book) End() { b.note(Line{}) }

// Guilty reports whether a line has killed too many Servers to be tried again.
func (b *Book) Guilty(l Line) bool {
	for _, r := range b.records {
		if r.Line == l {
			return r.Deaths >= tries
		}
	}
	return false
}

// Close closes the book.
func (b *Book) Close() error { return b.running.Close() }
