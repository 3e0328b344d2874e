package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// filled draws a message with something in each of its fields.
func filled(t *rapid.T, typ reflect.Type) Message {
	v := reflect.New(typ).Elem()
	fill(t, v)
	return v.Interface().(Message)
}

func fill(t *rapid.T, v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(0, rapid.Int64().Draw(t, "time"))))
		return
	case Flags:
		v.Set(reflect.ValueOf(Flags{"A": rapid.Bool().Draw(t, "flag"), "B": rapid.String().Draw(t, "flag"), "C": rapid.Int().Draw(t, "flag")}))
		return
	case json.RawMessage, []byte:
		v.SetBytes(rapid.SliceOfN(rapid.Byte(), 1, 50).Draw(t, "bytes"))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Slice:
		n := rapid.IntRange(1, 40).Draw(t, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(t, v.Index(i))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "text"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, "int"))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Uint8().Draw(t, "byte")))
	case reflect.Uint64:
		v.SetUint(rapid.Uint64().Draw(t, "uint"))
	default:
		t.Fatalf("a field of the kind %s", v.Kind())
	}
}

// Every message comes out as it went in; cut anywhere, or with a byte behind
// it, it is refused.
func TestMessagesAreCarriedWhole(t *testing.T) {
	for _, m := range numbers {
		if m == nil {
			continue
		}
		t.Run(reflect.TypeOf(m).Name(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := filled(t, reflect.TypeOf(m))
				if hello, ok := want.(Hello); ok {
					hello.Version = Version
					want = hello
				}
				out, err := Append([]byte("before"), want)
				if err != nil {
					t.Fatal(err)
				}
				out = out[len("before"):]
				got, err := Parse(out)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Fatalf("%#v came out as %#v (%v)", want, got, err)
				}
				for cut := range out {
					if m, err := Parse(out[:cut]); err == nil {
						t.Fatalf("cut at %d of %d it was taken for %#v", cut, len(out), m)
					}
				}
				if _, err := Parse(append(out, 0)); err == nil {
					t.Fatal("a byte too many was passed over")
				}
			})
		})
	}
}

// A half of another version is known as such, whatever else it says.
func TestHelloOfAnotherVersion(t *testing.T) {
	out, err := Append(nil, Hello{Version: Version + 1})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := Parse(append(out, "more fields than we know"...)); err != nil || m != (Hello{Version: Version + 1}) {
		t.Errorf("it was taken for %v (%v)", m, err)
	}
}

func TestSessidsOfPortals(t *testing.T) {
	for portal := 1; portal <= MaxPortals; portal++ {
		first := FirstSessid(portal)
		if PortalOf(first) != portal || PortalOf(FirstSessid(portal+1)-1) != portal {
			t.Errorf("the sessids of portal %d begin at %d, which is taken for portal %d's", portal, first, PortalOf(first))
		}
	}
}

func TestWhatIsNoMessage(t *testing.T) {
	for _, c := range []struct {
		name, bytes, want string
	}{
		{"nothing", "", "without content"},
		{"an unknown kind", "\xfe", "unknown kind 254"},
		{"a length without bytes", "\x06\x02\xff\xff\xff\xff\x0f", "announced"},
		{"a number without end", "\x03\xff\xff", "cut off"},
		{"a list longer than its message", "\x07\x02\x00\xff\xff\xff\x7f", "is over"},
		{"a flag of an unknown kind", "\x05\x02\x01\x01A\x09", "unknown kind 9"},
	} {
		if _, err := Parse([]byte(c.bytes)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %q in it", c.name, err, c.want)
		}
	}
	before := []byte("x")
	if out, err := Append(before, SetFlags{Flags: Flags{"A": 1.5}}); err == nil || len(out) != 1 {
		t.Errorf("a flag that is a float64 was written (%v)", err)
	}
}

// FuzzParse holds that whatever comes over the link ends in a message or an
// error (row 16 of the table of user pain), and that a message comes out of
// Append as it went in.
func FuzzParse(f *testing.F) {
	for _, m := range []Message{
		Hello{Version: 1, Build: "x"}, Connect{Sessid: 1, Flags: DefaultFlags(), Time: time.Unix(1, 2)}, Input{1, 2, "say hi"},
		Output{Sessid: 1, Ack: 2, Parts: []Part{{Text: "a", Type: "look"}, {Kind: OOB, Name: "Char", Data: json.RawMessage("{}")}}},
	} {
		out, err := Append(nil, m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(out)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		m, err := Parse(in)
		if err != nil {
			return
		}
		out, err := Append(nil, m)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Parse(out); err != nil || !reflect.DeepEqual(again, m) {
			t.Fatalf("%#v became %#v (%v)", m, again, err)
		}
	})
}

func BenchmarkCodec(b *testing.B) {
	m := Output{Sessid: 123, Ack: 77, Parts: []Part{{Text: strings.Repeat("x", 300), Type: "look"}}}
	var out []byte
	for b.Loop() {
		out, _ = Append(out[:0], m)
		if _, err := Parse(out); err != nil {
			b.Fatal(err)
		}
	}
}
