package value

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Unmarshal reads what Marshal wrote, and any other JSON: null members are
// absent entries, and of two members with the same name the last one counts.
// Objects whose first name begins with "$" are read as {"$ref":12},
// {"$num":"nan"|"inf"|"-inf"}, {"$bytes":"base64"} or
// {"$table":[[key,value],…]}. The error says what is wrong and at which byte;
// it is ErrDepth for more than MaxDepth levels of tables.
func Unmarshal(data []byte) (Value, error) {
	if !json.Valid(data) {
		var raw json.RawMessage
		return nil, json.Unmarshal(data, &raw) // says what and where
	}
	if !utf8.Valid(data) {
		return nil, errors.New("the JSON is not UTF-8")
	}
	d := decoder{data: data}
	v, err := d.value(0)
	if errors.Is(err, ErrDepth) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("at byte %d: %w", d.at, err)
	}
	return v, nil
}

// decoder reads JSON whose grammar has been checked, so that only the meaning
// is left to check.
type decoder struct {
	data []byte
	at   int
}

// peek skips white space and separators, and returns the byte that follows.
func (d *decoder) peek() byte {
	for {
		switch c := d.data[d.at]; c {
		case ' ', '\t', '\n', '\r', ',', ':':
			d.at++
		default:
			return c
		}
	}
}

// value reads one value, which lies inside depth tables.
func (d *decoder) value(depth int) (Value, error) {
	switch d.peek() {
	case 'n':
		d.at += len("null")
		return nil, nil
	case 't':
		d.at += len("true")
		return true, nil
	case 'f':
		d.at += len("false")
		return false, nil
	case '"':
		return d.text()
	case '[':
		return d.list(depth)
	case '{':
		return d.object(depth)
	}
	return d.number()
}

func (d *decoder) number() (Value, error) {
	digits := d.digits()
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return nil, fmt.Errorf("the number %s is too big", digits)
	}
	return n, nil
}

// digits takes a number as it is written.
func (d *decoder) digits() string {
	start := d.at
	for d.at < len(d.data) && strings.IndexByte("+-.eE0123456789", d.data[d.at]) >= 0 {
		d.at++
	}
	return string(d.data[start:d.at])
}

// text reads a string.
func (d *decoder) text() (string, error) {
	start, escaped := d.at, false
	for d.at++; d.data[d.at] != '"'; d.at++ {
		if d.data[d.at] == '\\' {
			escaped = true
			d.at++
		}
	}
	d.at++
	if !escaped {
		return string(d.data[start+1 : d.at-1]), nil
	}
	var s string
	err := json.Unmarshal(d.data[start:d.at], &s)
	return s, err
}

func (d *decoder) list(depth int) (Value, error) {
	if depth == MaxDepth {
		return nil, ErrDepth
	}
	d.at++
	t := NewTable()
	err := d.each(']', func(i int) error {
		v, err := d.value(depth + 1)
		t.Set(float64(i+1), v)
		return err
	})
	return t, err
}

// each calls item for every item up to the bracket end, and takes that too.
func (d *decoder) each(end byte, item func(i int) error) error {
	for i := 0; d.peek() != end; i++ {
		if err := item(i); err != nil {
			return err
		}
	}
	d.at++
	return nil
}

// object reads an object: a table with string keys, or what a tag says.
func (d *decoder) object(depth int) (Value, error) {
	d.at++
	if d.peek() == '"' && d.data[d.at+1] == '$' {
		return d.tagged(depth)
	}
	if depth == MaxDepth {
		return nil, ErrDepth
	}
	t := NewTable()
	err := d.each('}', func(int) error {
		name, err := d.text()
		if err != nil {
			return err
		}
		if strings.HasPrefix(name, "$") {
			return fmt.Errorf("the name %q must stand alone in its object", name)
		}
		v, err := d.value(depth + 1)
		t.Set(name, v)
		return err
	})
	return t, err
}

// tagged reads a tag, what belongs to it and the end of the object.
func (d *decoder) tagged(depth int) (Value, error) {
	tag, err := d.text()
	if err != nil {
		return nil, err
	}
	d.peek()
	var v Value
	switch tag {
	case tagRef:
		v, err = d.ref()
	case tagNum:
		v, err = d.special()
	case tagBytes:
		v, err = d.bytes()
	case tagTable:
		v, err = d.pairs(depth)
	default:
		err = fmt.Errorf("the name %q is not one of %s, %s, %s and %s",
			tag, tagRef, tagNum, tagBytes, tagTable)
	}
	if err == nil && d.peek() != '}' {
		err = fmt.Errorf("the name %q must stand alone in its object", tag)
	}
	d.at++
	return v, err
}

func (d *decoder) ref() (Value, error) {
	digits := d.digits()
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not the number of an entity", digits)
	}
	return Ref(id), nil
}

// special reads the name of a number that JSON cannot write.
func (d *decoder) special() (Value, error) {
	name, err := d.quoted(tagNum)
	if err != nil {
		return nil, err
	}
	switch name {
	case "nan":
		return math.NaN(), nil
	case "inf":
		return math.Inf(1), nil
	case "-inf":
		return math.Inf(-1), nil
	}
	return nil, fmt.Errorf("the number %q is not one of nan, inf and -inf", name)
}

func (d *decoder) bytes() (Value, error) {
	text, err := d.quoted(tagBytes)
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	return string(raw), err
}

// quoted reads the string that must stand behind tag.
func (d *decoder) quoted(tag string) (string, error) {
	if d.peek() != '"' {
		return "", fmt.Errorf("a string must stand behind %q", tag)
	}
	return d.text()
}

var errPair = errors.New("a table must be a list of [key,value] pairs")

// pairs reads a table as a list of [key,value].
func (d *decoder) pairs(depth int) (Value, error) {
	if depth == MaxDepth {
		return nil, ErrDepth
	}
	if d.peek() != '[' {
		return nil, errPair
	}
	d.at++
	t := NewTable()
	err := d.each(']', func(int) error {
		key, v, err := d.pair(depth)
		t.Set(key, v)
		return err
	})
	return t, err
}

// pair reads one [key,value] of a table.
func (d *decoder) pair(depth int) (key, v Value, err error) {
	if d.peek() != '[' {
		return nil, nil, errPair
	}
	d.at++
	var items []Value
	err = d.each(']', func(int) error {
		item, err := d.value(depth + 1)
		items = append(items, item)
		return err
	})
	switch {
	case err != nil:
		return nil, nil, err
	case len(items) != 2:
		return nil, nil, errPair
	case !IsKey(items[0]):
		return nil, nil, errors.New("the key of a pair must be a string, number, boolean or reference")
	}
	return items[0], items[1], nil
}
