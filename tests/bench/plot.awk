# Reads "bytes µs" a line and writes a plot of them as SVG, both axes logarithmic: what is proportional to the size lies on a
# line like the dotted one.
function log10(x) { return log(x) / log(10) }
function x_of(bytes) { return 70 + (log10(bytes) - 3.5) * 140 }
function y_of(us) { return 370 - (log10(us) - 1.5) * 85 }
function label(x, y, text, anchor) {
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text
}
function line(x1, y1, x2, y2, style) {
    printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2, y2, style
}
{ bytes[NR] = $1; us[NR] = $2 }
END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"430\" viewBox=\"0 0 640 430\" font-family=\"sans-serif\" font-size=\"12\">"
    print "<rect width=\"640\" height=\"430\" fill=\"white\"/>"
    split("10 KB,100 KB,1 MB,10 MB", size, ",")
    for (i = 1; i <= 4; ++i) {
        line(x_of(10 ^ (i + 3)), 30, x_of(10 ^ (i + 3)), 370, "stroke=\"#ddd\"")
        label(x_of(10 ^ (i + 3)), 388, size[i], "middle")
    }
    split("100 µs,1 ms,10 ms,100 ms", time, ",")
    for (i = 1; i <= 4; ++i) {
        line(70, y_of(10 ^ (i + 1)), 610, y_of(10 ^ (i + 1)), "stroke=\"#ddd\"")
        label(62, y_of(10 ^ (i + 1)) + 4, time[i], "end")
    }
    line(70, 370, 610, 370, "stroke=\"black\"")
    line(70, 30, 70, 370, "stroke=\"black\"")
    label(340, 412, "size of the request", "middle")
    label(80, 22, "CPU a request; dotted: proportional to the size", "start")
    rate = us[NR] / bytes[NR]
    low = bytes[1] < 35 / rate ? 35 / rate : bytes[1]
    line(x_of(low), y_of(low * rate), x_of(bytes[NR]), y_of(us[NR]), "stroke=\"#888\" stroke-dasharray=\"3 4\"")
    printf "<polyline fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\" points=\""
    for (i = 1; i <= NR; ++i) printf "%.1f,%.1f ", x_of(bytes[i]), y_of(us[i])
    print "\"/>"
    for (i = 1; i <= NR; ++i)
        printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"#1f5fa8\"/>\n", x_of(bytes[i]), y_of(us[i])
    print "</svg>"
}
