// Package spool keeps what a Server says to its Portals in two files of the
// data folder until it has arrived, so that it is not lost with the Server's
// process (docs/why/kept-output.md). It is written by the goroutine that
// stores the steps, before it stores them; what a record says counts only if
// the store has a number that is not lower than the record's.
package spool

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
)

// Record is what a group of steps says.
type Record struct {
	Number uint64
	Parts  []Part
}

// Part is what a Record says to one Portal.
type Part struct {
	Portal int
	Run    string // the Portal's, see wire.Hello
	Frames []byte // its wire.Groups and their messages, see link.AppendFrame
}

// segmentSize is the size from which a file is left for the other one, as soon
// as nothing in that is needed any more.
const segmentSize = 4 << 20

// Spool is the two files. While one is written, what is in the other arrives.
type Spool struct {
	segments [2]segment
	current  int
	sync     bool // each record
	last     uint64
	buffer   []byte
}

// segment is one file.
type segment struct {
	file *os.File
	size int64  // up to here there are records
	last uint64 // the highest number of a record in it
}

func files(dir string) [2]string {
	return [2]string{filepath.Join(dir, "spool-0"), filepath.Join(dir, "spool-1")}
}

// Remove deletes the spool of a data folder, for a world that comes from
// elsewhere.
func Remove(dir string) error {
	for _, name := range files(dir) {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing what the server before had said: %w", err)
		}
	}
	return nil
}

// Open opens the spool of a data folder and returns the records that count, in
// order: those up to the number that the store has. The others are cut off:
// their steps have not been. sync has each record written through to the disk.
func Open(dir string, stored uint64, sync bool, log *slog.Logger) (*Spool, []Record, error) {
	s := &Spool{sync: sync, last: stored}
	var all []Record
	for i, name := range files(dir) {
		records, err := s.open(&s.segments[i], name, stored, log)
		if err != nil {
			return nil, nil, errors.Join(fmt.Errorf("opening what the server before had said: %w", err), s.Close())
		}
		all = append(all, records...)
	}
	if s.segments[1].last > s.segments[0].last {
		s.current = 1
	}
	slices.SortFunc(all, func(a, b Record) int { return cmp.Compare(a.Number, b.Number) })
	return s, all, nil
}

func (s *Spool) open(g *segment, name string, stored uint64, log *slog.Logger) (records []Record, err error) {
	if g.file, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return nil, err
	}
	text, err := io.ReadAll(g.file)
	if err != nil {
		return nil, err
	}
	for rest := text; len(rest) > 0; {
		r, size, err := parse(rest)
		if err != nil { // the process died while it wrote it
			log.Warn("the end of the spool cannot be read and is cut off", "file", name, "bytes", len(rest), "error", err)
			break
		}
		s.last, rest = max(s.last, r.Number), rest[size:]
		if r.Number <= stored { // else it is one of the last
			records = append(records, r)
			g.size, g.last = g.size+int64(size), r.Number
		}
	}
	return records, g.file.Truncate(g.size)
}

// Last is the highest number that any record had, or that the store has.
func (s *Spool) Last() uint64 { return s.last }

// Append adds a record, which has a higher number than all before. Those up to
// free are of no use any more. After an error the spool is as it was.
func (s *Spool) Append(r Record, free uint64) error {
	if other := &s.segments[1-s.current]; s.segments[s.current].size >= segmentSize && other.last <= free {
		if err := other.file.Truncate(0); err != nil {
			return fmt.Errorf("cutting the spool: %w", err)
		}
		other.size, other.last = 0, 0
		s.current = 1 - s.current
	}
	g := &s.segments[s.current]
	s.buffer = r.append(s.buffer[:0])
	_, err := g.file.WriteAt(s.buffer, g.size)
	if err == nil && s.sync {
		err = g.file.Sync()
	}
	if err != nil {
		_ = g.file.Truncate(g.size) // else the next record is written over it
		return fmt.Errorf("writing to the spool: %w", err)
	}
	g.size, g.last = g.size+int64(len(s.buffer)), r.Number
	return nil
}

// Close closes the files.
func (s *Spool) Close() (err error) {
	for _, g := range s.segments {
		if g.file != nil {
			err = errors.Join(err, g.file.Close())
		}
	}
	return err
}

// headSize is the size of a record's head: how long it is and its checksum.
const headSize = 8

var checksums = crc32.MakeTable(crc32.Castagnoli)

// append appends the record as it is in the file.
func (r Record) append(out []byte) []byte {
	at := len(out)
	out = append(out, make([]byte, headSize)...)
	out = binary.AppendUvarint(out, r.Number)
	for _, p := range r.Parts {
		out = binary.AppendUvarint(out, uint64(p.Portal))
		out = append(binary.AppendUvarint(out, uint64(len(p.Run))), p.Run...)
		out = append(binary.AppendUvarint(out, uint64(len(p.Frames))), p.Frames...)
	}
	body := out[at+headSize:]
	binary.BigEndian.PutUint32(out[at:], uint32(len(body)))
	binary.BigEndian.PutUint32(out[at+4:], crc32.Checksum(body, checksums))
	return out
}

var errTorn = errors.New("a record is torn")

// parse reads the first record of a file and how many bytes it takes.
func parse(in []byte) (r Record, size int, err error) {
	if len(in) < headSize || uint64(binary.BigEndian.Uint32(in)) > uint64(len(in)-headSize) {
		return r, 0, errTorn
	}
	size = headSize + int(binary.BigEndian.Uint32(in))
	body := reader{in: in[headSize:size]}
	if crc32.Checksum(body.in, checksums) != binary.BigEndian.Uint32(in[4:]) {
		return r, 0, errTorn
	}
	r.Number = body.uint()
	for len(body.in) > 0 {
		r.Parts = append(r.Parts, Part{Portal: int(body.uint()), Run: string(body.bytes()), Frames: body.bytes()})
	}
	if body.torn || r.Number == 0 {
		return r, 0, errTorn
	}
	return r, size, nil
}

// reader takes values from the front of in.
type reader struct {
	in   []byte
	torn bool
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.in)
	if size <= 0 {
		r.in, r.torn = nil, true
		return 0
	}
	r.in = r.in[size:]
	return n
}

func (r *reader) bytes() []byte {
	n := r.uint()
	if n > uint64(len(r.in)) {
		r.in, r.torn = nil, true
		return nil
	}
	b := r.in[:n]
	r.in = r.in[n:]
	return b
}
