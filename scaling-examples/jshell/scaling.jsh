// What every session starts with: jshell --startup DEFAULT --startup scaling.jsh
import org.scalinglaws.data.*
import org.scalinglaws.diagnose.*
import org.scalinglaws.finding.*
import org.scalinglaws.fit.*
import org.scalinglaws.law.*
import org.scalinglaws.plan.*
import org.scalinglaws.problem.*
import org.scalinglaws.published.*
import org.scalinglaws.quantity.*
import org.scalinglaws.recipe.*
import org.scalinglaws.report.*
import org.scalinglaws.simulate.*
import org.scalinglaws.solve.*
import org.scalinglaws.uncertainty.*
