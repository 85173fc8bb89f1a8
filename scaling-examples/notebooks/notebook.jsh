// What a notebook starts with, after scaling.jsh: answers show themselves as tables and pictures.
import java.nio.file.*;
import java.util.function.*;
import java.util.stream.*;
import org.rapaio.jupyter.kernel.display.*;
import org.scalinglaws.notebook.*;

// How the kernel shows one kind of value, as the last line of a cell or by show(value)
class Showing implements DisplayRenderer {
    private final Class<?> kind;
    Showing(Class<?> kind) { this.kind = kind; }
    public Class<?> rendererClass() { return kind; }
    public boolean canRender(String mime) { return true; }
    public DisplayData render(String mime, Object answer) {
        var shown = answer instanceof Shown some ? some : Shown.of(answer);
        var data = DisplayData.fromText(shown.text());
        data.putHTML(answer == shown ? shown.html() : shown.page());
        return data;
    }
}

// The kernel has no door for a renderer of no jar: without this, answers are shown as text
try {
    var renderers = DisplaySystem.class.getDeclaredField("systemDisplayRenderers");
    renderers.setAccessible(true);
    for (var kind : Shown.kinds()) { ((List<DisplayRenderer>) renderers.get(displaySystem())).add(0, new Showing(kind)); }
} catch (ReflectiveOperationException another) { System.err.println("this kernel shows answers as text"); }

void show(Object answer) {
    var shown = Shown.of(answer);
    if (!shown.html().isEmpty()) { display(shown); }
    shown.pictures().forEach(picture -> display(picture.image()));
}
