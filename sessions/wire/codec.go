package wire

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"time"
)

// numbers is the closed list of messages by their number on the link. To add
// one: write its struct with a wireMessage method, and give it the next number
// here. Its fields are carried in their order; a change of them is a new
// Version. The kinds of fields are those of plain and of coderOf.
var numbers = []Message{
	1:  Hello{},
	2:  Connect{},
	3:  Ready{},
	4:  Input{},
	5:  SetFlags{},
	6:  Disconnect{},
	7:  Output{},
	8:  Close{},
	9:  State{},
	10: OOBInput{},
	11: LoggedIn{},
	12: Introduced{},
	13: Leave{},
	14: Call{},
	15: Answer{},
	16: Authenticate{},
	17: Authenticated{},
	18: Group{},
	19: Received{},
}

// helloNumber is that of Hello, in every version.
const helloNumber = 1

// coder writes and reads one type of value.
type coder struct {
	put func(e *encoder, v reflect.Value)
	get func(d *decoder, v reflect.Value)
}

// encoder appends to out; the first thing that cannot be written is its error.
type encoder struct {
	out []byte
	err error
}

// decoder takes values from the front of in; the first fault is its error, and
// everything read after that is zero.
type decoder struct {
	in  []byte
	err error
}

var (
	types  = make([]reflect.Type, len(numbers))
	coders = make([]coder, len(numbers))
	number = map[reflect.Type]byte{}
)

func init() {
	for n, m := range numbers {
		if m == nil {
			continue
		}
		t := reflect.TypeOf(m)
		types[n], coders[n], number[t] = t, coderOf(t), byte(n)
	}
}

// Append appends a message to out. It fails for a flag that is no bool, string
// or int; out is then as it was.
func Append(out []byte, m Message) ([]byte, error) {
	n, ok := number[reflect.TypeOf(m)]
	if !ok {
		return out, fmt.Errorf("the message %T has no number on the link", m)
	}
	e := encoder{out: append(out, n)}
	coders[n].put(&e, reflect.ValueOf(m))
	if e.err != nil {
		return out, fmt.Errorf("writing %T: %w", m, e.err)
	}
	return e.out, nil
}

// Parse reads a message that Append made. It keeps nothing of in.
func Parse(in []byte) (Message, error) {
	if len(in) == 0 {
		return nil, fmt.Errorf("a message without content")
	}
	n := int(in[0])
	if n >= len(numbers) || numbers[n] == nil {
		return nil, fmt.Errorf("a message of the unknown kind %d", n)
	}
	d := decoder{in: in[1:]}
	if version := d.int(); n == helloNumber && d.err == nil && version != Version {
		return Hello{Version: int(version)}, nil // the rest may be of any form
	}
	v := reflect.New(types[n]).Elem()
	d = decoder{in: in[1:]}
	coders[n].get(&d, v)
	switch {
	case d.err != nil:
		return nil, fmt.Errorf("reading %s: %w", types[n], d.err)
	case len(d.in) > 0:
		return nil, fmt.Errorf("%d bytes too many behind %s", len(d.in), types[n])
	}
	return v.Interface().(Message), nil
}

// coderOf makes the coder of a type; a type that it does not know is a mistake
// of the program.
func coderOf(t reflect.Type) coder {
	if c, ok := special[t]; ok {
		return c
	}
	if c, ok := plain[t.Kind()]; ok {
		return c
	}
	switch t.Kind() {
	case reflect.Struct:
		return structOf(t)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return coder{func(e *encoder, v reflect.Value) { e.bytes(v.Bytes()) }, func(d *decoder, v reflect.Value) { v.SetBytes(d.bytes()) }}
		}
		return sliceOf(t)
	}
	panic(fmt.Sprintf("wire: no coder for %s", t))
}

var plain = map[reflect.Kind]coder{
	reflect.Bool: {
		func(e *encoder, v reflect.Value) { e.bool(v.Bool()) },
		func(d *decoder, v reflect.Value) { v.SetBool(d.uint() != 0) },
	},
	reflect.Int:    {func(e *encoder, v reflect.Value) { e.int(v.Int()) }, func(d *decoder, v reflect.Value) { v.SetInt(d.int()) }},
	reflect.Int64:  {func(e *encoder, v reflect.Value) { e.int(v.Int()) }, func(d *decoder, v reflect.Value) { v.SetInt(d.int()) }},
	reflect.Uint8:  {func(e *encoder, v reflect.Value) { e.uint(v.Uint()) }, func(d *decoder, v reflect.Value) { v.SetUint(d.upTo(math.MaxUint8)) }},
	reflect.Uint64: {func(e *encoder, v reflect.Value) { e.uint(v.Uint()) }, func(d *decoder, v reflect.Value) { v.SetUint(d.uint()) }},
	reflect.String: {
		func(e *encoder, v reflect.Value) { e.string(v.String()) },
		func(d *decoder, v reflect.Value) { v.SetString(string(d.take())) },
	},
}

var special = map[reflect.Type]coder{
	reflect.TypeFor[time.Time](): {
		func(e *encoder, v reflect.Value) { e.int(v.Interface().(time.Time).UnixNano()) },
		func(d *decoder, v reflect.Value) { v.Set(reflect.ValueOf(time.Unix(0, d.int()))) },
	},
	reflect.TypeFor[Flags](): {
		func(e *encoder, v reflect.Value) { e.flags(v.Interface().(Flags)) },
		func(d *decoder, v reflect.Value) { v.Set(reflect.ValueOf(d.flags())) },
	},
	reflect.TypeFor[json.RawMessage](): {
		func(e *encoder, v reflect.Value) { e.bytes(v.Bytes()) },
		func(d *decoder, v reflect.Value) { v.SetBytes(d.bytes()) },
	},
}

func structOf(t reflect.Type) coder {
	fields := make([]coder, t.NumField())
	for i := range fields {
		fields[i] = coderOf(t.Field(i).Type)
	}
	return coder{
		put: func(e *encoder, v reflect.Value) {
			for i, f := range fields {
				f.put(e, v.Field(i))
			}
		},
		get: func(d *decoder, v reflect.Value) {
			for i, f := range fields {
				f.get(d, v.Field(i))
			}
		},
	}
}

func sliceOf(t reflect.Type) coder {
	item := coderOf(t.Elem())
	return coder{
		put: func(e *encoder, v reflect.Value) {
			e.uint(uint64(v.Len()))
			for i := range v.Len() {
				item.put(e, v.Index(i))
			}
		},
		get: func(d *decoder, v reflect.Value) {
			n := int(d.upTo(uint64(len(d.in)))) // each item takes a byte at least
			if n == 0 {
				return
			}
			s := reflect.MakeSlice(t, 0, min(n, 16))
			for range n {
				if d.err != nil {
					return
				}
				x := reflect.New(t.Elem()).Elem()
				item.get(d, x)
				s = reflect.Append(s, x)
			}
			v.Set(s)
		},
	}
}

func (e *encoder) int(n int64)     { e.out = binary.AppendVarint(e.out, n) }
func (e *encoder) uint(n uint64)   { e.out = binary.AppendUvarint(e.out, n) }
func (e *encoder) string(s string) { e.uint(uint64(len(s))); e.out = append(e.out, s...) }
func (e *encoder) bytes(b []byte)  { e.uint(uint64(len(b))); e.out = append(e.out, b...) }

func (e *encoder) bool(b bool) {
	if b {
		e.out = append(e.out, 1)
	} else {
		e.out = append(e.out, 0)
	}
}

// The kinds of a flag's value.
const (
	flagBool = iota
	flagString
	flagInt
)

func (e *encoder) flags(f Flags) {
	e.uint(uint64(len(f)))
	for name, v := range f {
		e.string(name)
		switch v := v.(type) {
		case bool:
			e.out = append(e.out, flagBool)
			e.bool(v)
		case string:
			e.out = append(e.out, flagString)
			e.string(v)
		case int:
			e.out = append(e.out, flagInt)
			e.int(int64(v))
		default:
			e.err = fmt.Errorf("the flag %s is a %T; it must be a bool, string or int", name, v)
		}
	}
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf(format, args...)
	}
	d.in = nil
}

func (d *decoder) uint() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.fail("a number is cut off or too big")
		return 0
	}
	d.in = d.in[size:]
	return n
}

func (d *decoder) upTo(most uint64) uint64 {
	n := d.uint()
	if n > most {
		d.fail("the number %d is over %d", n, most)
		return 0
	}
	return n
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.in)
	if size <= 0 {
		d.fail("a number is cut off or too big")
		return 0
	}
	d.in = d.in[size:]
	return n
}

// take is the next piece of bytes, still in the input.
func (d *decoder) take() []byte {
	n := d.uint()
	if n > uint64(len(d.in)) {
		d.fail("%d bytes are announced and %d are there", n, len(d.in))
		return nil
	}
	b := d.in[:n]
	d.in = d.in[n:]
	return b
}

// bytes is the next piece of bytes, nil for an empty one.
func (d *decoder) bytes() []byte { return append([]byte(nil), d.take()...) }

func (d *decoder) flags() Flags {
	n := d.upTo(uint64(len(d.in)))
	if n == 0 {
		return nil
	}
	f := Flags{}
	for range n {
		if d.err != nil {
			return nil
		}
		name := string(d.take())
		switch kind := d.uint(); kind {
		case flagBool:
			f[name] = d.uint() != 0
		case flagString:
			f[name] = string(d.take())
		case flagInt:
			f[name] = int(d.int())
		default:
			d.fail("the flag %q is of the unknown kind %d", name, kind)
		}
	}
	return f
}
