// What every session starts with: jshell --startup DEFAULT --startup scaling.jsh
import org.scalinglaws.architecture.*;
import org.scalinglaws.curve.*;
import org.scalinglaws.curve.Curve;
import org.scalinglaws.data.*;
import org.scalinglaws.design.*;
import org.scalinglaws.diagnose.*;
import org.scalinglaws.effort.*;
import org.scalinglaws.finding.*;
import org.scalinglaws.fit.*;
import org.scalinglaws.forecast.*;
import org.scalinglaws.isoflop.*;
import org.scalinglaws.lab.*;
import org.scalinglaws.law.*;
import org.scalinglaws.law.curve.*;
import org.scalinglaws.law.families.*;
import org.scalinglaws.law.joint.*;
import org.scalinglaws.law.limited.*;
import org.scalinglaws.law.setup.*;
import org.scalinglaws.law.single.*;
import org.scalinglaws.law.sparse.*;
import org.scalinglaws.inverse.*;
import org.scalinglaws.json.*;
import org.scalinglaws.picture.*;
import org.scalinglaws.plan.*;
import org.scalinglaws.plan.Advice;
import org.scalinglaws.problem.*;
import org.scalinglaws.published.*;
import org.scalinglaws.quantity.*;
import org.scalinglaws.recipe.*;
import org.scalinglaws.report.*;
import org.scalinglaws.resource.*;
import org.scalinglaws.resource.Cost;
import org.scalinglaws.score.*;
import org.scalinglaws.score.Reading;
import org.scalinglaws.select.*;
import org.scalinglaws.simulate.*;
import org.scalinglaws.solve.*;
import org.scalinglaws.sweep.*;
import org.scalinglaws.tuning.*;
import org.scalinglaws.uncertainty.*;

// What --startup PRINTING brings
void println(Object text) { System.out.println(text); }
void printf(String format, Object... values) { System.out.printf(java.util.Locale.ROOT, format, values); }

// An answer with all its lines; notebook.jsh puts tables and pictures in its place
void show(Object answer) { println(answer instanceof Collection<?> all ? all.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining("\n")) : answer); }
