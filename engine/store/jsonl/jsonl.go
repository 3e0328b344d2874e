// Package jsonl writes a whole world as JSON Lines that people can read,
// compare and edit, and reads it again: a line that says what the file is, a
// line for each entity with its attributes in it, by ascending id, and a line
// for each value of the world itself. The same world gives the same bytes.
package jsonl

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"mud/engine/store"
)

// Version is the number of this form of file.
const Version = 1

// header is the first line.
type header struct {
	Mud     string `json:"mud"` // always "world"
	Version int    `json:"version"`
}

// line is one of the other lines: an entity, or a value of the world itself.
type line struct {
	ID          int64           `json:"id,omitempty"`
	Kind        string          `json:"kind,omitempty"`
	Key         string          `json:"key,omitempty"`
	Typeclass   string          `json:"typeclass,omitempty"`
	Location    int64           `json:"location,omitempty"`
	Home        int64           `json:"home,omitempty"`
	Destination int64           `json:"destination,omitempty"`
	Created     *time.Time      `json:"created,omitempty"`
	Data        json.RawMessage `json:"data,omitempty"`
	Attributes  []attribute     `json:"attributes,omitempty"`
	Meta        string          `json:"meta,omitempty"`
	Text        *string         `json:"text,omitempty"`  // a value that is text
	Bytes       []byte          `json:"bytes,omitempty"` // a value that is not
}

type attribute struct {
	Category string          `json:"category,omitempty"`
	Key      string          `json:"key"`
	Lock     string          `json:"lock,omitempty"`
	Value    json.RawMessage `json:"value"`
}

// Write writes a world. What belongs to connections, such as the numbers of
// lines that were run, is left out.
func Write(w io.Writer, snap *store.Snapshot) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(header{"world", Version}); err != nil {
		return err
	}
	attrs := map[int64][]attribute{}
	for _, a := range snap.Attributes {
		attrs[a.Object] = append(attrs[a.Object], attribute{a.Category, a.Key, a.Lock, a.Value})
	}
	for _, o := range snap.Objects {
		created := time.Unix(o.Created, 0).UTC()
		err := enc.Encode(line{
			ID: o.ID, Kind: o.Kind, Key: o.Key, Typeclass: o.Typeclass, Location: o.Location, Home: o.Home,
			Destination: o.Destination, Created: &created, Data: o.Data, Attributes: attrs[o.ID],
		})
		if err != nil {
			return fmt.Errorf("writing #%d %q: %w", o.ID, o.Key, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(snap.Meta)) {
		l := line{Meta: key}
		if v := snap.Meta[key]; utf8.Valid(v) {
			text := string(v)
			l.Text = &text
		} else {
			l.Bytes = v
		}
		if err := enc.Encode(l); err != nil {
			return fmt.Errorf("writing the value %q: %w", key, err)
		}
	}
	return out.Flush()
}

// maxLine bounds one line of the file.
const maxLine = 256 << 20

// Read reads a world that Write wrote, or that somebody edited since. Its
// error names the line.
func Read(r io.Reader) (*store.Snapshot, error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), maxLine)
	rd := reader{snap: &store.Snapshot{Meta: map[string][]byte{}}, seen: map[int64]bool{}}
	n := 0
	for in.Scan() {
		n++
		if len(in.Bytes()) == 0 {
			continue
		}
		if err := rd.line(in.Bytes()); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	if !rd.begun {
		return nil, errors.New("the file is empty; a world begins with the line that mud export writes first")
	}
	return rd.snap, rd.check()
}

type reader struct {
	snap  *store.Snapshot
	seen  map[int64]bool
	begun bool
}

func (r *reader) line(data []byte) error {
	if !r.begun {
		return r.header(data)
	}
	var l line
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	switch {
	case l.Meta != "" && l.Text != nil:
		r.snap.Meta[l.Meta] = []byte(*l.Text)
		return nil
	case l.Meta != "":
		r.snap.Meta[l.Meta] = l.Bytes
		return nil
	}
	return r.entity(l)
}

func (r *reader) header(data []byte) error {
	var h header
	if err := json.Unmarshal(data, &h); err != nil || h.Mud != "world" {
		return errors.New("this is no world that mud export wrote: its first line says {\"mud\":\"world\",…}")
	}
	if h.Version > Version {
		return fmt.Errorf("a newer mud wrote this (form %d; this mud knows %d): use that one", h.Version, Version)
	}
	r.begun = true
	return nil
}

func (r *reader) entity(l line) error {
	switch {
	case l.ID <= 0:
		return errors.New("an entity needs an id above 0")
	case r.seen[l.ID]:
		return fmt.Errorf("#%d is there twice", l.ID)
	case l.Kind == "" || l.Key == "" || l.Typeclass == "":
		return fmt.Errorf("#%d needs a kind, a key and a typeclass", l.ID)
	case l.Created == nil:
		return fmt.Errorf("#%d needs the time at which it was created", l.ID)
	case len(l.Data) == 0:
		l.Data = json.RawMessage("{}")
	}
	r.seen[l.ID] = true
	r.snap.Objects = append(r.snap.Objects, store.Object{
		ID: l.ID, Kind: l.Kind, Typeclass: l.Typeclass, Key: l.Key, Location: l.Location, Home: l.Home,
		Destination: l.Destination, Created: l.Created.Unix(), Data: l.Data,
	})
	for _, a := range l.Attributes {
		if a.Key == "" || len(a.Value) == 0 {
			return fmt.Errorf("an attribute of #%d needs a key and a value", l.ID)
		}
		r.snap.Attributes = append(r.snap.Attributes, store.Attribute{
			Object: l.ID, Category: a.Category, Key: a.Key, Value: a.Value, Lock: a.Lock,
		})
	}
	return nil
}

// check looks whether what entities name is there, and sorts them.
func (r *reader) check() error {
	for _, o := range r.snap.Objects {
		for what, id := range map[string]int64{"location": o.Location, "home": o.Home, "destination": o.Destination} {
			if id != 0 && !r.seen[id] {
				return fmt.Errorf("the %s of #%d %q is #%d, which is not in the file", what, o.ID, o.Key, id)
			}
		}
	}
	slices.SortFunc(r.snap.Objects, func(a, b store.Object) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.snap.Attributes, func(a, b store.Attribute) int {
		return cmp.Or(cmp.Compare(a.Object, b.Object), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Key, b.Key))
	})
	return nil
}

// Changes are what puts a world into an empty store.
func Changes(snap *store.Snapshot) []store.Change {
	var out []store.Change
	for _, o := range snap.Objects {
		out = append(out, store.PutObject{Object: o})
	}
	for _, a := range snap.Attributes {
		out = append(out, store.PutAttribute{Attribute: a})
	}
	for _, key := range slices.Sorted(maps.Keys(snap.Meta)) {
		out = append(out, store.PutMeta{Key: key, Value: snap.Meta[key]})
	}
	return out
}
