package access

import (
	"strconv"
	"strings"

	"mud/engine/object"
	"mud/engine/value"
)

// comparisons are the ways in which the attr functions compare.
var comparisons = map[string]func(order int) bool{
	"eq": func(o int) bool { return o == 0 }, "ne": func(o int) bool { return o != 0 },
	"gt": func(o int) bool { return o > 0 }, "ge": func(o int) bool { return o >= 0 },
	"lt": func(o int) bool { return o < 0 }, "le": func(o int) bool { return o <= 0 },
}

func attrFunc(how string) func(a asked) bool {
	return func(a asked) bool { return a.attr(a.who.Self(), how) }
}

// attr compares an attribute of o with the second argument in one of the
// comparisons, "eq" if how is "". With only a name it asks whether the
// attribute is there and not false.
func (a asked) attr(o *object.Object, how string) bool {
	if o == nil {
		return false
	}
	v, found := o.Attr("", a.arg(0))
	if len(a.args) < 2 || !found {
		return found && v != false && len(a.args) < 2
	}
	if how == "" {
		how = "eq"
	}
	test := comparisons[strings.ToLower(how)]
	order, ok := compare(v, a.arg(1))
	return test != nil && ok && test(order)
}

// compare compares a value with what a lock says, as numbers where the value
// is one, else as text without case. ok is false where that means nothing.
func compare(v value.Value, want string) (order int, ok bool) {
	if n, isNumber := v.(float64); isNumber {
		m, err := strconv.ParseFloat(want, 64)
		return sign(n - m), err == nil
	}
	return strings.Compare(strings.ToLower(text(v)), strings.ToLower(want)), true
}

func sign(f float64) int {
	switch {
	case f < 0:
		return -1
	case f > 0:
		return 1
	}
	return 0
}

func text(v value.Value) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case value.Ref:
		return "#" + strconv.FormatInt(int64(v), 10)
	}
	return ""
}
